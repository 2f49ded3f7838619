/** Functions about the set of installed packages, which is dpkg's own status file. */
const database = `
status=/var/lib/dpkg/status
installed() { [ -e $status ] && grep -qx "Package: $1" $status; }
# Programs that come with packages the machine does not have: links in the guest's own tree.
bring() {
  for program in "$@"; do
    [ -e "/sbin/$program" ] || ln -s "$own/guest/optional/$program" "/sbin/$program"
  done
}
programs_of() {
  case $1 in
    docker.io | docker-ce | docker-ce-cli | docker | moby-engine | podman-docker)
      bring docker
      mkdir -p /etc/docker
      pve_sandbox_nested=1 "$own/guest/bin/systemctl" -q enable --now docker 2>/dev/null
      ;;
    docker-compose*) bring docker-compose ;;
    qemu-guest-agent) pve_sandbox_nested=1 "$own/guest/bin/systemctl" -q start qemu-guest-agent ;;
    nvidia-container-toolkit*) bring nvidia-ctk ;;
    # The host's: a link to the sandbox's program, in front on its PATH.
    libguestfs-tools | guestfs-tools)
      [ -n "$guest" ] || ln -sf ../pve-sandbox "$own/bin/virt-customize"
      ;;
    nfs-common) bring mount.nfs ;;
    nginx*) bring nginx; mkdir -p /etc/nginx/sites-available /etc/nginx/sites-enabled ;;
  esac
}
add() {
  name=\${1%%=*}
  name=\${name%%:*}
  case $name in */*) name=\${name##*/}; name=\${name%%_*}; name=\${name%.deb} ;; esac
  installed "$name" && return 1
  mkdir -p /var/lib/dpkg
  printf 'Package: %s\\nStatus: install ok installed\\nArchitecture: amd64\\nVersion: 1.0-1\\n\\n' \\
    "$name" >>$status
  programs_of "$name"
  changed=1
}
drop() {
  installed "$1" || return 1
  awk -v name="$1" 'BEGIN { RS = ""; ORS = "\\n\\n" } $2 != name' $status >$status.new
  mv $status.new $status
  case $1 in
    docker.io | docker-ce) rm -f /sbin/docker ;;
    libguestfs-tools | guestfs-tools) [ -n "$guest" ] || rm -f "$own/bin/virt-customize" ;;
  esac
  changed=1
}
`;

/** apt-get and apt. */
export const aptGet = `${database}
verb= names=
while [ $# -gt 0 ]; do
  case $1 in
    -o | -c | -t | --option | --target-release) shift ;;
    --version | -v) echo 'apt 3.0.3 (amd64)'; exit 0 ;;
    -*) ;;
    *) if [ -z "$verb" ]; then verb=$1; else names="$names $1"; fi ;;
  esac
  shift
done
case $verb in
  update)
    echo 'Reading package lists... Done'
    mkdir -p /var/lib/apt/lists
    : >/var/lib/apt/lists/pve-sandbox
    changed=1
    ;;
  install | reinstall)
    fresh=0
    unknown=0
    for name in $names; do
      case $name in
        */* | *.deb) ;;
        *[!a-z0-9+.:=~-]* | [!a-z0-9]*) echo "E: Unable to locate package $name" >&2; unknown=1 ;;
      esac
    done
    [ $unknown = 0 ] || exit 100
    for name in $names; do case $name in *-) drop "\${name%-}" ;; *) add "$name" && fresh=$((fresh + 1)) ;; esac; done
    echo 'Reading package lists... Done'
    echo "0 upgraded, $fresh newly installed, 0 to remove and 0 not upgraded."
    ;;
  remove | purge)
    for name in $names; do drop "$name"; done
    echo "0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded."
    ;;
  list)
    [ ! -e $status ] || sed -n 's/^Package: \\(.*\\)/\\1\\/stable,now 1.0-1 amd64 [installed]/p' $status
    ;;
  upgrade | dist-upgrade | full-upgrade | autoremove | clean | autoclean | build-dep | download) ;;
  '') echo 'apt 3.0.3 (amd64)' ;;
esac
exit 0
`;

/** apt-cache: every package is known. */
export const aptCache = `
verb=$1
shift
for name in "$@"; do
  case $name in -*) continue ;; esac
  case $verb in
    policy) printf '%s:\\n  Installed: (none)\\n  Candidate: 1.0-1\\n' "$name" ;;
    *) printf 'Package: %s\\nVersion: 1.0-1\\n' "$name" ;;
  esac
done
exit 0
`;

/** apt-mark changes nothing that anyone could see. */
export const quietSuccess = `
changed=1
exit 0
`;

/** dpkg. */
export const dpkg = `${database}
verb=$1
[ $# = 0 ] || shift
case $verb in
  --print-architecture) echo amd64 ;;
  --print-foreign-architectures) ;;
  -i | --install) for file in "$@"; do case $file in -*) ;; *) add "$file" ;; esac; done ;;
  -r | -P | --remove | --purge) for name in "$@"; do drop "$name"; done ;;
  -s | --status | -l | --list | -L | --listfiles) pve_sandbox_nested=1 exec "$own/guest/bin/dpkg-query" "$verb" "$@" ;;
  --compare-versions) first=$1 how=$2 second=$3
    lowest=$(printf '%s\\n%s\\n' "$first" "$second" | sort -V | head -n 1)
    case $how in
      eq | =) [ "$first" = "$second" ] ;;
      ne) [ "$first" != "$second" ] ;;
      lt) [ "$first" != "$second" ] && [ "$lowest" = "$first" ] ;;
      le) [ "$lowest" = "$first" ] ;;
      gt) [ "$first" != "$second" ] && [ "$lowest" = "$second" ] ;;
      ge) [ "$lowest" = "$second" ] ;;
    esac
    exit
    ;;
  --version) echo "Debian 'dpkg' package management program version 1.22.21 (amd64)." ;;
  *) changed=1 ;;
esac
exit 0
`;

/** dpkg-query: -W, -s, -l, -L over the installed set. */
export const dpkgQuery = `${database}
verb= format= names=
while [ $# -gt 0 ]; do
  case $1 in
    -f | --showformat) format=$2; shift ;;
    -f=* | --showformat=*) format=\${1#*=} ;;
    -f*) format=\${1#-f} ;;
    -W | --show | -s | --status | -l | --list | -L | --listfiles) verb=$1 ;;
    -*) ;;
    *) names="$names $1" ;;
  esac
  shift
done
code=0
set -f
[ -n "$names" ] || { [ ! -e $status ] || names=$(sed -n 's/^Package: //p' $status); }
for name in $names; do
  name=\${name%%:*}
  case $name in
    *[*?]*) continue ;;
  esac
  if ! installed "$name"; then
    case $verb in
      -s | --status) echo "dpkg-query: package '$name' is not installed and no information is available" >&2 ;;
      -L | --listfiles) echo "dpkg-query: package '$name' is not installed" >&2 ;;
      *) echo "dpkg-query: no packages found matching $name" >&2 ;;
    esac
    code=1
    continue
  fi
  case $verb in
    -s | --status) printf 'Package: %s\\nStatus: install ok installed\\nArchitecture: amd64\\nVersion: 1.0-1\\n\\n' "$name" ;;
    -l | --list) printf 'ii  %-20s 1.0-1  amd64  %s\\n' "$name" "$name" ;;
    -L | --listfiles) echo "/usr/share/doc/$name" ;;
    *)
      if [ -z "$format" ]; then printf '%s\\t1.0-1\\n' "$name"
      else
        printf '%s' "$format" | sed -e "s/\\\${\\(binary:\\)\\{0,1\\}[Pp]ackage}/$name/g" \\
          -e 's/\${[Vv]ersion}/1.0-1/g' -e 's/\${[Ss]tatus}/install ok installed/g' \\
          -e 's/\${db:Status-Status}/installed/g' -e 's/\${db:Status-Abbrev}/ii /g' \\
          -e 's/\${Architecture}/amd64/g' -e 's/\\\\n/\\n/g' -e 's/\\\\t/\\t/g'
      fi
      ;;
  esac
done
exit $code
`;

/** apk and dnf: the installed set in one file each. */
export const otherPackages = `
world=/var/lib/misc/pve-sandbox-packages
verb=
for word in "$@"; do
  case $word in
    -*) ;;
    *)
      if [ -z "$verb" ]; then verb=$word; continue; fi
      case $verb in
        add | install) grep -qx "$word" $world 2>/dev/null || echo "$word" >>$world; changed=1 ;;
        del | remove | erase) sed -i "/^$word\\$/d" $world 2>/dev/null; changed=1 ;;
        info | list) grep -qx "$word" $world 2>/dev/null || exit 1 ;;
      esac
      ;;
  esac
done
exit 0
`;
