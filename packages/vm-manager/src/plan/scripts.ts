import { featureScript, READY, wrap } from '@phoenix/shared-runtime/guests';

/** What CLOUD_INIT_READY says first when cloud-init has ended with an error. */
export const CLOUD_INIT_FAILED = 'cloud-init failed';

/**
 * Waits until cloud-init has ended, then until the init system and the network answer. An error
 * of cloud-init is told in its own words; "degraded" is a warning of its own and no error. At the
 * next boot cloud-init counts what failed as done, so the error is noted with the instance whose it
 * is: another instance, and a cleaned one, has no such note. Argument 1: seconds.
 */
export const CLOUD_INIT_READY = `${wrap(`
  end=$(($(date +%s) + $1))
  result=/run/cloud-init/result.json
  note=/var/lib/cloud/instance/phoenix-failed
  [ -d /run/cloud-init ] || command -v cloud-init >/dev/null || return 0
  ended=
  while [ ! -f "$result" ]; do
    state=$(cloud-init status 2>/dev/null | sed -n 's/^status: //p')
    case $state in
      done | disabled) ended=well ;;
      error) break ;;
      not*) # Cleaned since this boot, or never at work in it.
        case $(systemctl is-system-running 2>/dev/null) in running | degraded) ended=well ;; esac
        ;;
    esac
    [ -z "$ended" ] || break
    if [ "$(date +%s)" -ge "$end" ]; then
      printf '%s\\n' "cloud-init is still at work after $1 s (status: \${state:-unknown}); its last lines:"
      tail -n 15 /var/log/cloud-init-output.log 2>/dev/null
      return 1
    fi
    sleep 1
  done
  if [ -f "$result" ] && tr -d '\\n' <"$result" | grep -q '"errors": *\\[ *\\]'; then ended=well; fi
  if [ -z "$ended" ]; then
    report=$(
      if [ -f "$result" ]; then cat "$result"; else cloud-init status --long; fi
      tail -n 15 /var/log/cloud-init-output.log 2>/dev/null
    )
    [ ! -d "\${note%/*}" ] || printf '%s\\n' "$report" >"$note"
    printf '%s\\n' "${CLOUD_INIT_FAILED}:" "$report"
    return 1
  fi
  [ -f "$note" ] || return 0
  echo "${CLOUD_INIT_FAILED} at an earlier boot, and does not try again by itself:"
  cat "$note"
  return 1
`)}[ $? -eq 0 ] || exit 1
${READY}`;

/** Makes a system the pattern of others: each clone gets an identity of its own at its first boot. */
export const FINALISE = wrap(`
  if command -v cloud-init >/dev/null; then
    cloud-init clean --logs || return 1
  fi
  : >/etc/machine-id || return 1
  if [ -e /var/lib/dbus/machine-id ] && [ ! -L /var/lib/dbus/machine-id ]; then
    ln -sf /etc/machine-id /var/lib/dbus/machine-id
  fi
  rm -f /etc/ssh/ssh_host_*_key /etc/ssh/ssh_host_*_key.pub
  [ ! -s /etc/machine-id ] || { echo "/etc/machine-id is not empty"; return 1; }
`);

/**
 * Mounts network file systems for good: a directory, one line of fstab for each mount point, and
 * the proof that it is mounted from where it is declared. Lines of other mount points stay.
 * Arguments: record, hash, then per volume its source and its mount point.
 */
export const VOLUMES = featureScript(`
    if ! command -v mount.nfs >/dev/null; then
      command -v apt-get >/dev/null || { echo "this VM has no mount.nfs and no apt-get to install it"; exit 1; }
      apt-get -q update
      apt-get -q -y --no-install-recommends install nfs-common
    fi
    origin() { POINT=$1 awk '$2 == ENVIRON["POINT"] { found = $1 } END { print found }' /proc/mounts; }
    while [ $# -ge 2 ]; do
      mkdir -p "$2"
      FROM=$1 POINT=$2 awk '
        !/^[[:space:]]*#/ && $2 == ENVIRON["POINT"] { next }
        { print }
        END { print ENVIRON["FROM"] " " ENVIRON["POINT"] " nfs defaults,_netdev,nofail 0 0" }
      ' /etc/fstab >/etc/.fstab.phoenix
      chmod 0644 /etc/.fstab.phoenix
      mv -f /etc/.fstab.phoenix /etc/fstab
      if [ "$(origin "$2")" != "$1" ]; then
        [ -z "$(origin "$2")" ] || umount "$2"
        mount "$2"
        [ "$(origin "$2")" = "$1" ] || { printf '%s\\n' "$2 is not mounted from $1"; exit 1; }
      fi
      shift 2
    done
`);
