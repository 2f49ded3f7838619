#!/usr/bin/env bash
# The command line of the old orchestrator, on top of phoenix: takes every flag that any of its versions
# took, says on stderr what to type instead, and runs that. docs/migration.md has the whole table.
#
#   PHOENIX_COMPAT=off  refuse, naming the new command: to find what still calls this
#   PHOENIX_BIN         the phoenix to run; else the one beside this file, in the base directory, on PATH
#
# Exit status as of old: 0 done, 1 failed, 2 the command line is not understood. Every word is judged
# before it becomes one argument of phoenix; none is ever read by a shell again.

readonly SELF=phoenix_orchestrator.sh
readonly REMOVED_AFTER=2027-06-30
readonly BASE=${PHOENIX_BASE_DIR:-/usr/local/phoenix_hypervisor}
readonly FAILED=1 MISUSED=2

# When several modes stand on a line the first of these wins, as it always did.
readonly MODES=(--setup-hypervisor --create-vm --start-vm --stop-vm --delete-vm --provision-template
  --delete --smoke-test --test --LetsGo)

# What was typed: a flag to its value, empty for one without.
declare -A typed=()
ids=()

# What is to be run instead: a program and its arguments.
instead=()

say() { printf '%s\n' "$@" >&2; }

# refuse STATUS MESSAGE [HINT]
refuse() {
  say "error: $2"
  [[ -z ${3:-} ]] || say "hint: $3"
  exit "$1"
}

usage() {
  say "usage: $SELF ID... [--dry-run] [--reconfigure]" \
    "       $SELF --LetsGo | --setup-hypervisor [--wipe-disks] [--config FILE] | --smoke-test" \
    "       $SELF --delete ID | --test ID-or-all[:SUITE] | --provision-template" \
    "       $SELF --create-vm NAME | --start-vm ID | --stop-vm ID | --delete-vm ID" \
    "hint: all of that is deprecated; phoenix --help tells what took its place"
}

is_typed() { [[ -n ${typed[$1]+typed} ]]; }

# Plain ASCII digits, whatever the locale calls a digit.
is_number() { [[ -n $1 && $1 != *[!0123456789]* && ${#1} -le 9 ]]; }

require_id() {
  local plain=${1#"${1%%[!0]*}"}
  is_number "$1" || refuse $FAILED "$(quoted "$1") is no id" 'ids are numbers, such as 950'
  [[ $1 == "$plain" && -n $plain ]] ||
    refuse $FAILED "$(quoted "$1") is no id: ids have no leading zero" "type ${plain:-an id}"
}

# A name of a guest, which must not be read as a selector of several.
require_name() {
  local LC_ALL=C
  case $1 in
    all | *[!A-Za-z0-9._-]* | [._-]*) refuse $FAILED "$(quoted "$1") is no name of a VM" ;;
  esac
  ! is_number "$1" || require_id "$1"
}

# ID-or-all[:SUITE]; a suite that begins with a digit would be the end of a range.
require_suite() {
  local LC_ALL=C
  [[ $1 =~ ^[A-Za-z0-9][A-Za-z0-9._-]*(:[A-Za-z_][A-Za-z0-9_.-]*)?$ ]] ||
    refuse $FAILED "$(quoted "$1") names no tests" 'type an id or all, and maybe a suite: 950:smoke'
}

quoted() { printf '%q' "$1"; }

# Takes the command line apart, with the refusals that the old script had.
read_words() {
  local word mode
  while (($# > 0)); do
    word=$1
    shift
    case $word in
      --dry-run | --reconfigure | --wipe-disks | --setup-hypervisor | --LetsGo | --smoke-test | \
        --provision-template)
        typed[$word]=''
        ;;
      --create-vm | --start-vm | --stop-vm | --delete-vm | --delete | --test | --config)
        [[ $# -gt 0 && -n $1 && $1 != --* ]] || refuse $FAILED "$word needs a value"
        # The last one used to win in silence.
        ! is_typed "$word" || [[ ${typed[$word]} == "$1" ]] ||
          refuse $FAILED "$word stands there twice: $(quoted "${typed[$word]}"), $(quoted "$1")" 'type a line for each'
        typed[$word]=$1
        shift
        ;;
      --template | --storage | --cores | --memory | --disk)
        refuse $MISUSED "unknown option $word" \
          "no version did what it says; declare it in phoenix_vm_configs.json"
        ;;
      -*)
        say "error: unknown option $(quoted "$word")"
        usage
        exit $MISUSED
        ;;
      *)
        for mode in "${MODES[@]}"; do
          [[ $mode == --LetsGo || $mode == --delete ]] || ! is_typed "$mode" ||
            refuse $FAILED "ID $(quoted "$word") cannot be combined with $mode"
        done
        require_id "$word"
        ids+=("$word")
        ;;
    esac
  done
}

# The mode that counts, in $mode; empty for ids alone.
choose_mode() {
  local candidate
  mode=
  for candidate in "${MODES[@]}"; do
    is_typed "$candidate" || continue
    if [[ -z $mode ]]; then
      mode=$candidate
    else
      say "warning: $candidate is left out beside $mode, as it always was"
    fi
  done
  [[ -n $mode || ${#ids[@]} -gt 0 ]] ||
    refuse $FAILED 'there is nothing to be done: an ID or a mode is missing' "$SELF alone lists them"
}

# Words that are about another mode than the one that counts.
warn_of_idle_words() {
  [[ -z $mode ]] || ! is_typed --reconfigure ||
    say "warning: --reconfigure is left out: it is about IDs, and not $mode"
  [[ -z $mode || $mode == --LetsGo || $mode == --delete || ${#ids[@]} -eq 0 ]] ||
    say "warning: ${ids[*]} is left out beside $mode, as it always was"
  [[ $mode == --setup-hypervisor ]] || ! is_typed --wipe-disks ||
    say 'warning: --wipe-disks is left out: it belongs to --setup-hypervisor'
  [[ $mode == --setup-hypervisor ]] || ! is_typed --config ||
    refuse $MISUSED '--config belongs to --setup-hypervisor'
}

# What the command line means today, in $instead.
translate() {
  local value=${typed[${mode:-none}]:-}
  case $mode in
    --setup-hypervisor) translate_setup ;;
    --create-vm)
      require_name "$value"
      instead=(phoenix create "$value")
      ;;
    --start-vm | --stop-vm | --delete-vm)
      require_id "$value"
      mode=${mode%-vm}
      instead=(phoenix "${mode#--}" "$value")
      ;;
    --provision-template) instead=(phoenix provision-template) ;;
    --delete)
      require_id "$value"
      ((${#ids[@]} == 0)) || refuse $FAILED "--delete takes one ID, and ${ids[*]} stands beside it" \
        "to delete all of them, type phoenix delete $value ${ids[*]}"
      instead=(phoenix delete "$value")
      ;;
    --smoke-test) instead=(phoenix smoke-test) ;;
    --test)
      require_suite "$value"
      instead=(phoenix test "$value")
      ;;
    --LetsGo)
      ((${#ids[@]} == 0)) || say "warning: --LetsGo is about all guests, not only ${ids[*]}"
      instead=(phoenix LetsGo)
      ;;
    *)
      instead=(phoenix create)
      ! is_typed --reconfigure || instead=(phoenix reconfigure --yes)
      instead+=("${ids[@]}")
      ;;
  esac
  ! is_typed --dry-run || instead+=(--dry-run)
}

# Whether phoenix reads that very file anyway, from the base directory that it would find.
is_usual_file() {
  local name=etc/phoenix_hypervisor_config.json usual=$BASE
  [[ -n ${PHOENIX_BASE_DIR:-} || -e $usual/$name ]] || usual=/etc/phoenix
  [[ $1 -ef $usual/$name ]]
}

# phoenix reads the file of its base directory; another one is for the manager to be told.
translate_setup() {
  instead=(phoenix setup)
  if is_typed --config && ! is_usual_file "${typed[--config]}"; then
    instead=(hypervisor-manager setup --config "${typed[--config]}")
  fi
  ! is_typed --wipe-disks || instead+=(--wipe-disks)
}

# Of several paths, the first that is a program, in $found.
find_program() {
  local place
  found=
  for place in "$@"; do
    # The wrappers of the interim generation would only lead back to where they are called from.
    case $(readlink -f -- "$place") in
      */phoenix-cli | */phoenix-global) continue ;;
    esac
    if [[ -f $place && -x $place ]]; then
      found=$place
      return
    fi
  done
}

# The program of that name, in $found: phoenix, or a manager, which lies in managers/ beside phoenix.
find_named() {
  local here places
  here=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
  places=("$here/phoenix" "$here/../phoenix" "$here/../../bin/phoenix" "$BASE/bin/phoenix")
  [[ -z ${PHOENIX_BIN:-} ]] || places=("$PHOENIX_BIN")
  find_program "${places[@]}" "${PHOENIX_BIN:-$(type -P phoenix)}"
  if [[ $1 != phoenix ]]; then
    places=("$BASE/bin/managers/$1")
    [[ -z $found ]] || places=("$(dirname -- "$found")/managers/$1" "${places[@]}")
    [[ -z ${PHOENIX_MANAGERS_DIR:-} ]] || places=("$PHOENIX_MANAGERS_DIR/$1")
    find_program "${places[@]}" "$(type -P "$1")"
  fi
  [[ -n $found ]] || refuse $FAILED "cannot find $1: looked for ${places[*]} and on PATH" \
    'name the phoenix to run in PHOENIX_BIN'
}

# Runs it and ends with the exit status that it would have had in the old script.
run_instead() {
  local child='' signalled='' status='' code
  trap 'signalled=yes; kill -TERM "$child" 2>/dev/null' TERM
  # The terminal sends these to both; the new program decides what they mean.
  trap 'signalled=yes' INT HUP
  # It runs beside, so that a request to end can be passed on; its input stays the one of here.
  "$found" "${instead[@]:1}" <&0 &
  child=$!
  while :; do
    signalled=
    wait "$child"
    code=$?
    # 127: its status was told before a signal came.
    [[ $code -eq 127 && -n $status ]] || status=$code
    # A signal ends the wait, and not the program.
    [[ -n $signalled ]] || break
  done
  case $status in
    64) exit $MISUSED ;;
    65 | 66 | 69 | 75 | 77) exit $FAILED ;;
    *) exit "$status" ;;
  esac
}

if (($# == 0)); then
  usage
  exit $MISUSED
fi
read_words "$@"
choose_mode
warn_of_idle_words
translate
command=$(printf ' %q' "${instead[@]}")
[[ ${PHOENIX_COMPAT:-on} != off ]] ||
  refuse $MISUSED "$SELF is switched off here (PHOENIX_COMPAT=off)" "type$command"
find_named "${instead[0]}"
say "warning: $SELF is deprecated and goes away after $REMOVED_AFTER; type instead:$command"
run_instead
