/** systemctl: units are what was started and enabled; links in /etc and files in /run keep it. */
export const systemctl = `
now=0 quiet=0 verb= names=
wants=/etc/systemd/system/multi-user.target.wants
while [ $# -gt 0 ]; do
  case $1 in
    --now) now=1 ;;
    -q | --quiet) quiet=1 ;;
    -p | -t | -n | -o | -H | -M | --type | --property | --state | --lines) shift ;;
    --version) echo 'systemd 257 (257.7-1)'; exit 0 ;;
    -*) ;;
    *) if [ -z "$verb" ]; then verb=$1; else names="$names $1"; fi ;;
  esac
  shift
done
say() { [ $quiet = 1 ] || echo "$1"; }
unit() { case $1 in *.service | *.socket | *.timer | *.target | *.mount) unit=$1 ;; *) unit=$1.service ;; esac; }
# What the system itself runs needs no start.
is_core() {
  case $unit in
    systemd-* | dbus.* | network* | basic.target | multi-user.target | default.target | cron.* | ssh.* | sshd.*) return 0 ;;
  esac
  return 1
}
is_active() {
  [ ! -e "$units/$unit.stopped" ] || return 1
  [ -e "$units/$unit" ] || [ -L "$wants/$unit" ] || is_core
}
is_enabled() { [ -L "$wants/$unit" ] || { is_core && [ ! -e "/etc/systemd/system/$unit.disabled" ]; }; }
start() { mkdir -p $units && : >"$units/$unit" && rm -f "$units/$unit.stopped"; changed=1; }
stop() { mkdir -p $units && rm -f "$units/$unit" && : >"$units/$unit.stopped"; changed=1; }
each() { for name in $names; do unit "$name"; "$@"; done; }
enable() {
  mkdir -p $wants
  is_enabled || say "Created symlink '$wants/$unit' -> '/usr/lib/systemd/system/$unit'." >&2
  ln -sfn "/usr/lib/systemd/system/$unit" "$wants/$unit"
  rm -f "/etc/systemd/system/$unit.disabled"
  changed=1
}
disable() { rm -f "$wants/$unit"; : >"/etc/systemd/system/$unit.disabled"; changed=1; }
case $verb in
  start | restart | reload | try-restart | reload-or-restart) each start ;;
  stop | kill) each stop ;;
  enable | reenable | preset) each enable; [ $now = 0 ] || each start ;;
  disable) each disable; [ $now = 0 ] || each stop ;;
  mask) each disable ;;
  is-active)
    code=3
    for name in $names; do
      unit "$name"
      if is_active; then code=0; say active; else say inactive; fi
    done
    exit $code
    ;;
  is-failed) for name in $names; do say inactive; done; exit 1 ;;
  is-enabled)
    code=1
    for name in $names; do
      unit "$name"
      if is_enabled; then code=0; say enabled; else say disabled; fi
    done
    exit $code
    ;;
  is-system-running) say running ;;
  status)
    code=0
    for name in $names; do
      unit "$name"
      if is_active; then state='active (running)'; else state='inactive (dead)' code=3; fi
      say "* $unit"
      say "     Active: $state"
    done
    exit $code
    ;;
  show)
    for name in $names; do
      unit "$name"
      if is_active; then say ActiveState=active; say SubState=running
      else say ActiveState=inactive; say SubState=dead; fi
      say LoadState=loaded
    done
    ;;
  list-units | list-unit-files)
    for file in $units/*.service $wants/*.service; do
      [ -e "$file" ] || [ -L "$file" ] || continue
      echo "\${file##*/} loaded active running"
    done
    ;;
  cat) for name in $names; do unit "$name"; cat "/etc/systemd/system/$unit" || exit 1; done ;;
  reboot | poweroff | halt) changed=1 ;;
esac
exit 0
`;

/** service NAME VERB, as far as it is systemctl VERB NAME. */
export const service = `
[ "$1" = --status-all ] && exit 0
pve_sandbox_nested=1 exec "$own/guest/bin/systemctl" "\${2:-status}" "$1"
`;

/** timedatectl: the time zone is /etc/localtime and /etc/timezone. */
export const timedatectl = `
case $1 in
  set-timezone)
    [ -e "/usr/share/zoneinfo/$2" ] || { echo "Failed to set time zone: Invalid or not installed time zone '$2'" >&2; exit 1; }
    ln -sfn "/usr/share/zoneinfo/$2" /etc/localtime
    echo "$2" >/etc/timezone
    changed=1
    ;;
  set-*) changed=1 ;;
  show)
    zone=Etc/UTC
    [ ! -s /etc/timezone ] || read -r zone </etc/timezone
    case "$*" in *--value*) echo "$zone" ;; *) echo "Timezone=$zone"; echo NTPSynchronized=yes ;; esac
    ;;
  *)
    zone=Etc/UTC
    [ ! -s /etc/timezone ] || read -r zone </etc/timezone
    echo "                Time zone: $zone"
    echo 'System clock synchronized: yes'
    ;;
esac
exit 0
`;

/** hostnamectl: /etc/hostname. */
export const hostnamectl = `
case $1 in
  set-hostname | hostname)
    [ -z "$2" ] || { echo "$2" >/etc/hostname; changed=1; exit 0; }
    ;;
esac
uname -n
exit 0
`;

/** locale-gen: uncomments nothing, makes nothing, says that it did. */
export const localeGen = `
echo 'Generating locales (this might take a while)...'
for name in "$@"; do echo "  $name... done"; done
echo 'Generation complete.'
changed=1
exit 0
`;

/** update-locale VAR=VALUE...: /etc/default/locale. */
export const updateLocale = `
mkdir -p /etc/default
for pair in "$@"; do case $pair in *=*) echo "$pair" ;; esac; done >/etc/default/locale
changed=1
exit 0
`;

/** journalctl knows no entries. */
export const journalctl = `
echo '-- No entries --'
exit 0
`;
