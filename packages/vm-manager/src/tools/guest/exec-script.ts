import { RECEIVE } from './receive-script.ts';
import { shellWord } from './shell-word.ts';

/**
 * Runs the command in a session of its own, with its output in a file: so a daemon that it leaves
 * behind holds nobody up. It does not begin once it was told to end. The trap lets this shell live through a signal to the whole group, and
 * note how the command came out; the subshell makes `exit` a word that is not found, not a builtin.
 */
const RUNNER = `
D=$1; shift
trap : HUP INT TERM
echo $$ >"$D/pid.new" && mv "$D/pid.new" "$D/pid" || exit
export HOME="\${HOME:-/root}"
umask 022
cd /
[ ! -e "$D/in" ] || { exec <"$D/in"; rm -f "$D/in"; }
(exec "$@") >>"$D/out" 2>&1
echo $? >"$D/exit.new" && mv "$D/exit.new" "$D/exit"
`;

/**
 * What runs in the guest for `exec`. Steps, each with the token of the command first:
 * feed OFFSET LENGTH; run COMMAND OFFSET LENGTH SIZE SUM LIMIT LOOKS; wait FROM LIMIT LOOKS;
 * end FROM LIMIT. Answers: fed; runs COUNT, ended STATUS COUNT, lost COUNT (output follows);
 * noted STATUS (it ended, and its output was told before); gone; refused WHY; lacks TOOL.
 * A scope of systemd keeps the command alive when the agent is restarted or upgraded under it. The
 * note of the exit status outlives the directory for ten minutes, in case the last answer was lost.
 */
export const EXEC = `${RECEIVE}
D=/var/tmp/phoenix-exec-$2 M=/run/phoenix-exec/$2 step=$1; shift 2
boot() { cat /proc/sys/kernel/random/boot_id 2>/dev/null; }
nap() {
  case $n in [0-9]) pause=0.05 ;; *) pause=0.2 ;; esac
  sleep "$pause" 2>/dev/null || { sleep 1; n=$((n + 4)); }
  n=$((n + 1))
}
noted() { [ ! -e "$M" ] || { echo "phoenix noted $(cat "$M")"; exit 0; }; }
make() {
  [ -d "$D" ] && return
  find /var/tmp -maxdepth 1 -name 'phoenix-exec-*' -mtime +1 -exec rm -rf {} + 2>/dev/null
  find /run/phoenix-exec -type f ! -name '*.here' -mmin +10 -exec rm -f {} + 2>/dev/null
  # A boot empties /run: what has no note there is of an earlier one, and clones would inherit it.
  mkdir -p -m 700 /run/phoenix-exec 2>/dev/null && : >"$M.here" && for old in /var/tmp/phoenix-exec-*; do
    token=\${old##*-}
    [ -e "/run/phoenix-exec/\${token%.old}.here" ] || rm -rf "$old"
  done
  mkdir "$D" 2>/dev/null || [ -d "$D" ] || refuse "cannot make a directory in /var/tmp"
  # A call whose caller is gone must not begin anew what the next call has ended meanwhile.
  [ ! -e "$M" ] || { rm -rf "$D" "$M.here"; noted; }
}
forget() { mkdir -p -m 700 "\${M%/*}"; echo "$1" >"$M"; mv "$D" "$D.old"; rm -rf "$D.old" "$M.here"; } 2>/dev/null
alive() {
  [ -e "$D/pid" ] || { [ -z "$(find "$D/started" -prune -mmin +2)" ]; return; }
  [ "$(boot)" = "$(cat "$D/boot")" ] && kill -0 "$(cat "$D/pid")" 2>/dev/null
}
launch() {
  eval "set -- $(decoded "$1")"
  : >"$D/out"; boot >"$D/boot"
  {
    if [ -d /run/systemd/system ] && command -v systemd-run; then
      systemd-run --quiet --scope -- setsid sh -c "$runner" phoenix-exec "$D" "$@"
    fi
    # As long as "started" is there without "pid", nothing was run.
    [ ! -d "$D/started" ] || [ -e "$D/pid" ] || setsid sh -c "$runner" phoenix-exec "$D" "$@"
  } </dev/null >/dev/null 2>&1 &
}
# show FROM LIMIT LOOKS [last]: waits for more output or the end, and tells it.
show() {
  n=0
  while :; do
    code=; [ ! -e "$D/exit" ] || code=$(cat "$D/exit")
    size=$(length "$D/out")
    [ -z "$code" ] && [ "$n" -lt "$3" ] || break
    # It may have come to its end since we looked.
    alive || { [ -s "$D/exit" ] && continue; break; }
    # Less than a second is free: Proxmox looks but once in that time.
    [ "$size" -le "$1" ] || [ "$n" -lt 10 ] || break
    nap
  done
  count=$((size - $1)); [ "$count" -le "$2" ] || count=$2
  state=runs; rest=$((size - $1 - count))
  if [ -n "$code" ]; then [ "$rest" -gt 0 ] && [ -z "\${4-}" ] || state="ended $code"
  elif [ "$rest" -eq 0 ] && ! alive && [ ! -e "$D/exit" ]; then state=lost; fi
  echo "phoenix $state $count"
  [ "$count" -eq 0 ] || tail -c "+$(($1 + 1))" "$D/out" | head -c "$count" | base64
  case $state in
    runs) touch -c "$D" ;;
    # Whoever ends the command is the one to tell its end.
    *) [ -e "$D/ending" ] && [ -z "\${4-}" ] || forget "\${code:-255}" ;;
  esac
}
runner=${shellWord(RUNNER)}
noted
case $step in
  feed) make; receive "$D/in" "$1" "$2"; echo "phoenix fed" ;;
  run)
    make
    if [ ! -d "$D/started" ]; then
      if [ "$4" -gt 0 ]; then
        receive "$D/in" "$2" "$3"
        [ "$(length "$D/in")" -eq "$4" ] && [ "$(sum "$D/in")" = "$5" ] ||
          refuse "standard input arrived damaged"
      fi
      mkdir "$D/started" && launch "$1"
    fi
    n=0; while [ ! -e "$D/out" ] && [ "$n" -lt 10 ]; do nap; done
    show 0 "$6" "$7" ;;
  wait)
    [ -d "$D/started" ] || { echo "phoenix gone"; exit 0; }
    show "$@" ;;
  end)
    make
    if mkdir "$D/started" 2>/dev/null; then
      echo "phoenix ended 143 0"; forget 143; exit 0
    fi
    mkdir "$D/ending"
    n=0; while [ ! -e "$D/pid" ] && [ "$n" -lt 10 ]; do nap; done
    group=$(cat "$D/pid") && {
      kill -s TERM -- "-$group"
      n=0; while [ ! -e "$D/exit" ] && alive && [ "$n" -lt 55 ]; do nap; done
      [ -e "$D/exit" ] || kill -s KILL -- "-$group"
      n=0; while [ ! -e "$D/exit" ] && kill -s 0 -- "-$group" && [ "$n" -lt 5 ]; do nap; done
    } 2>/dev/null
    [ -e "$D/exit" ] || echo 137 >"$D/exit"
    [ -e "$D/out" ] || : >"$D/out"
    show "$1" "$2" 0 last ;;
esac
`;
