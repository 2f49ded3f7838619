/**
 * The beginning of every stand-in: who it is, where it runs, and the log line that it leaves when
 * it ends. Inside a guest the file guest/id names it; on the host that is empty, and the sandbox's
 * program has logged already. No process is started for any of it, unless there are faults to ask about.
 */
export const prelude = `#!/bin/sh
own=/var/lib/pve-sandbox
prog=\${0##*/}
rs=\x1e us=\x1f
changed=0
guest=
read -r guest <"$own/guest/id"
clock() {
  read -r ms _ </proc/uptime
  ms=\${ms%.*}\${ms#*.}0
}
finish() {
  code=$?
  clock
  { printf '%s' "$rs$guest$us$started$us$ms$us$code$us$changed$us$words" \\
    >>"$own/guest-commands.log"; } 2>/dev/null
}
if [ -n "$guest" ] && [ -z "$pve_sandbox_nested" ]; then
  clock
  started=$ms words=
  for word in "$prog" "$@"; do words=$words$word$us; done
  trap finish EXIT
  for fault in "$own"/faults/*.json; do
    [ -e "$fault" ] || break
    fault=$("$own/pve-sandbox" __guest-fault "$guest" "$prog" "$@")
    [ -z "$fault" ] || exit "$fault"
    break
  done
fi
units=/run/pve-sandbox-units
`;
