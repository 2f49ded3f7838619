import { INSIDE } from '../paths.ts';

/**
 * Scripts that run inside a guest, given to `sh -s` on standard input, so that one command
 * does the work and remembers it. Each is one function whose body is read whole before it
 * starts, and gets /dev/null as its own input. POSIX sh: guests may have nothing else. Data goes
 * through printf, since an echo may interpret it, and files to sha256sum as its input, since that
 * writes a line of its own form about a name with a backslash.
 */
export function wrap(body: string): string {
  return `phoenix() {\n${body.trim()}\n}\nphoenix "$@" </dev/null\n`;
}

/** Record that a guest was healthy after what was done to it last. */
export const HEALTH_RECORD = 'health';

/**
 * Shell functions. `remember NAME HASH` writes a record atomically. `forget NAME` takes it away, and with it that the
 * guest is healthy: before something is done to it, since what fails half way is neither as it was before nor done.
 */
const REMEMBER = `
forget() { rm -f "${INSIDE.memory}/$1" ${INSIDE.memory}/${HEALTH_RECORD}; }
remember() {
  mkdir -p ${INSIDE.memory} && chmod 0755 ${INSIDE.memory} || return 1
  printf '%s %s\\n' "$2" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >"${INSIDE.memory}/.$1.new" || return 1
  mv -f "${INSIDE.memory}/.$1.new" "${INSIDE.memory}/$1"
}
`;

/** Waits until the init system and the network answer. Argument 1: seconds. */
export const READY = wrap(`
  end=$(($(date +%s) + $1))
  while :; do
    awaited=
    if [ -d /run/systemd/system ] && command -v systemctl >/dev/null; then
      state=$(systemctl is-system-running 2>/dev/null)
      case $state in
        running | degraded) ;;
        *) systemctl is-active --quiet basic.target || awaited="the init system ($state)" ;;
      esac
    fi
    if [ -z "$awaited" ] && command -v ip >/dev/null; then
      [ -n "$(ip -o addr show scope global 2>/dev/null)" ] || awaited="a network address"
    fi
    [ -n "$awaited" ] || return 0
    if [ "$(date +%s)" -ge "$end" ]; then
      printf '%s\\n' "still waiting for $awaited after $1 s"
      return 1
    fi
    sleep 1
  done
`);

/** Writes one record. Arguments: name, hash. */
export const RECORD = `${REMEMBER}\n${wrap('  remember "$1" "$2"')}`;

/** Takes one record away. Argument: its name. */
export const FORGET = `${REMEMBER}\n${wrap('  forget "$1"')}`;

/** Runs the rest of its arguments and, when they succeed, writes a record (arguments 1 and 2). */
export const RUN_AND_RECORD = `${REMEMBER}\n${wrap(`
  record=$1 hash=$2
  shift 2
  forget "$record" || return 1
  "$@" || return $?
  remember "$record" "$hash"
`)}`;

/**
 * Makes a directory for pushed files (argument 1): empty, since a run that was killed may have left
 * one, and of nobody else, since its name is known.
 */
export const FRESH_DIRECTORY = wrap('  rm -rf "$1" && mkdir -m 0700 "$1"');

/** Exit status of PUSHED_SCRIPT and TEST when a pushed file is not there as it was sent. */
export const PUSH_LOST = 90;

/**
 * Runs a pushed script among its pushed files and removes them whatever happens; the script gets
 * the guest's id as its argument.
 * Arguments: record, hash, guest id, script name, then pairs of path and SHA-256.
 */
export const PUSHED_SCRIPT = `${REMEMBER}\n${wrap(`
  record=$1 hash=$2 id=$3 script=$4
  shift 4
  trap 'rm -rf ${INSIDE.run}' EXIT
  while [ $# -ge 2 ]; do
    found=$(sha256sum 2>/dev/null <"$1" | cut -d' ' -f1)
    if [ "$found" != "$2" ]; then
      printf '%s\\n' "$1 in the guest is \${found:-missing}, sent was SHA-256 $2"
      return ${PUSH_LOST}
    fi
    shift 2
  done
  chmod 0700 "${INSIDE.run}/$script" && forget "$record" || return 1
  (cd / && "${INSIDE.run}/$script" "$id") || return $?
  remember "$record" "$hash"
`)}`;

/** Runs one pushed test script. Arguments: name, SHA-256. */
export const TEST = wrap(`
  trap 'rm -rf ${INSIDE.testRun}' EXIT
  found=$(sha256sum 2>/dev/null <"${INSIDE.testRun}/$1" | cut -d' ' -f1)
  if [ "$found" != "$2" ]; then
    printf '%s\\n' "$1 in the guest is \${found:-missing}, sent was SHA-256 $2"
    return ${PUSH_LOST}
  fi
  chmod 0700 "${INSIDE.testRun}/$1" || return 1
  (cd / && "${INSIDE.testRun}/$1")
`);

/** A built-in feature: its body, then its record. Arguments: record, hash, then its own. */
export function featureScript(body: string): string {
  return `${REMEMBER}\n${wrap(`
  record=$1 hash=$2
  shift 2
  forget "$record" || return 1
  (
    set -eu
    export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
    ${body.trim()}
  )
  status=$?
  [ "$status" -eq 0 ] || return "$status"
  remember "$record" "$hash"
`)}`;
}
