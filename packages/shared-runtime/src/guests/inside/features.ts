import type { Declared } from '@phoenix/shared-config';
import type { Kind } from '../kind.ts';
import { featureScript } from './scripts.ts';

/** A feature that Phoenix brings itself; a site script of the same name goes before it. */
export interface BuiltInFeature {
  /** Body for `sh`; positional parameters are `args`. */
  readonly script: string;
  readonly args: readonly string[];
}

const APT = `
    command -v apt-get >/dev/null || { echo "this feature needs a Debian or Ubuntu guest (apt-get)"; exit 1; }
    missing=
    for package in $packages; do
      dpkg-query -W -f='\${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
    done
    if [ -n "$missing" ]; then
      apt-get -q update
      apt-get -q -y --no-install-recommends install $missing
    fi
`;

const BASE_SETUP = `
    packages="ca-certificates curl wget gnupg locales git jq sudo openssh-server"
    ${APT.trim()}
    if [ -f /etc/locale.gen ] && ! grep -q '^en_US.UTF-8 UTF-8' /etc/locale.gen; then
      echo 'en_US.UTF-8 UTF-8' >>/etc/locale.gen
      locale-gen
    fi
`;

const DOCKER = `
    packages="docker.io"
    ${APT.trim()}
    mkdir -p /etc/docker
    systemctl enable --now docker
    docker version >/dev/null
`;

const NVIDIA = `
    version=$1 url=$2
    [ -n "$version" ] || { echo "no driver version is declared: nvidia_driver.version"; exit 1; }
    have=$(nvidia-smi --query-gpu=driver_version --format=csv,noheader 2>/dev/null | head -n 1 || true)
    if [ "$have" != "$version" ]; then
      [ -n "$url" ] || { echo "no driver download is declared: nvidia_driver.runfile_url"; exit 1; }
      packages="ca-certificates curl kmod"
      ${APT.trim()}
      file=$(mktemp /var/tmp/phoenix-nvidia.XXXXXX)
      trap 'rm -f "$file"' EXIT
      curl -fsSL --retry 3 -o "$file" "$url"
      sh "$file" --silent --no-kernel-modules --no-questions --ui=none
      have=$(nvidia-smi --query-gpu=driver_version --format=csv,noheader | head -n 1)
      [ "$have" = "$version" ] || { printf '%s\\n' "driver $have in the guest, $version on the host"; exit 1; }
    fi
`;

/** The built-in feature of that name, with what it takes from the configuration. */
export function builtInFeature(
  kind: Pick<Kind, 'name'>,
  name: string,
  declared: Declared,
): BuiltInFeature | undefined {
  switch (name) {
    case 'base_setup':
      return { script: featureScript(BASE_SETUP), args: [] };
    case 'docker':
      return { script: featureScript(DOCKER), args: [] };
    case 'nvidia': {
      // A VM has a kernel of its own, and its driver with it.
      if (kind.name === 'vm') return undefined;
      const driver = declared.hypervisor.nvidia_driver;
      const version = declared.lxcRoot.nvidia_driver_version ?? driver?.version ?? '';
      const url = declared.lxcRoot.nvidia_runfile_url ?? driver?.runfile_url ?? '';
      return { script: featureScript(NVIDIA), args: [version, url] };
    }
    default:
      return undefined;
  }
}
