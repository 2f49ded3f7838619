#!/usr/bin/env bats
# The old command lines, as scripts/compat answers them. The tables of docs/migration.md are the tests:
# each old command line in them is run, with programs that write down what they are called with.

load helpers

COMPAT=$ROOT/scripts/compat
GUIDE=$ROOT/docs/migration.md
ORCHESTRATOR=$COMPAT/phoenix_orchestrator.sh

setup() {
  # A blank and a quote in the path: nothing may fall apart on the way.
  FAKES="$BATS_TEST_TMPDIR/it's a bin"
  export RECORD=$BATS_TEST_TMPDIR/record
  mkdir -p "$FAKES/managers"
  fake "$FAKES/phoenix"
  for manager in hypervisor lxc vm; do fake "$FAKES/managers/$manager-manager"; done
  export PATH=$FAKES:$FAKES/managers:$PATH PHOENIX_BASE_DIR=$BATS_TEST_TMPDIR/base
  unset PHOENIX_BIN PHOENIX_MANAGERS_DIR PHOENIX_COMPAT FAKE_EXIT
}

# A program that writes down its name and each argument, and exits as it is told.
fake() {
  printf '#!/bin/sh\n{ printf "%%s" "${0##*/}"; [ $# -eq 0 ] || printf "<%%s>" "$@"; echo; } >>"$RECORD"\nexit "${FAKE_EXIT:-0}"\n' >"$1"
  chmod +x "$1"
}

recorded() { cat "$RECORD" 2>/dev/null || true; }

# Words of a command line as the record has them: phoenix<create><950>
as_recorded() {
  local words
  read -ra words <<<"$1"
  printf '%s' "${words[0]}"
  [ "${#words[@]}" -eq 1 ] || printf '<%s>' "${words[@]:1}"
}

# The first two columns of the rows of the guide that begin with one of these programs, with a tab
# between: rows 'PROGRAM|PROGRAM'
rows() {
  sed -n -E "s#^\| \`(($1)[^\`]*)\` \| \`?([^\`|]*)\`? \|.*#\1\t\3#p" "$GUIDE" | sed 's/ *$//'
}

# runs_row OLD: the program of the old name with the words of a row.
runs_row() {
  local words
  read -ra words <<<"$1"
  rm -f "$RECORD"
  case ${words[0]} in
    *-manager.sh) words[0]=$COMPAT/managers/${words[0]} ;;
    *) words[0]=$COMPAT/${words[0]} ;;
  esac
  run --separate-stderr "${words[@]}"
}

@test "every old command line runs the new one, and says which that is" {
  local seen=0 old new
  while IFS=$'\t' read -r old new; do
    [[ $new == phoenix* || $new == *-manager* ]] || continue
    runs_row "$old"
    echo "row: $old -> $new: exit $status, $(recorded), $stderr"
    [ "$status" -eq 0 ]
    [ "$(recorded)" = "$(as_recorded "$new")" ]
    [[ $stderr == *"type instead: $new"* ]]
    [ "$output" = '' ]
    seen=$((seen + 1))
  done < <(rows 'phoenix_orchestrator.sh|phoenix-cli|[a-z]*-manager.sh')
  echo "rows: $seen"
  [ "$seen" -ge 30 ]
}

@test "every flag that the old script had is in the guide" {
  for flag in --dry-run --setup-hypervisor --create-vm --start-vm --stop-vm --delete-vm --reconfigure \
    --LetsGo --smoke-test --test --wipe-disks --delete --provision-template; do
    run rows 'phoenix_orchestrator.sh '
    assert_output --partial -- "$flag"
  done
}

@test "every refused command line exits as it did, and runs nothing" {
  local seen=0 old exit
  while IFS=$'\t' read -r old exit; do
    [[ $exit == [0-9]* ]] || continue
    runs_row "$old"
    echo "row: $old: exit $status, not $exit; $stderr"
    [ "$status" -eq "$exit" ]
    [ "$(recorded)" = '' ]
    [[ $stderr == *error:* || $stderr == *usage:* ]]
    seen=$((seen + 1))
  done < <(rows 'phoenix_orchestrator.sh|phoenix-cli')
  echo "rows: $seen"
  [ "$seen" -ge 15 ]
}

@test "switched off, every old command line is refused with the new one" {
  local old new
  export PHOENIX_COMPAT=off
  while IFS=$'\t' read -r old new; do
    [[ $new == phoenix* || $new == *-manager* ]] || continue
    runs_row "$old"
    echo "row: $old: exit $status; $stderr"
    [ "$status" -ne 0 ]
    [ "$(recorded)" = '' ]
    [[ $stderr == *"hint: type $new"* ]]
  done < <(rows 'phoenix_orchestrator.sh|phoenix-cli|[a-z]*-manager.sh')
}

@test "exit statuses: 64 was 2, the other refusals were 1, the rest is passed on" {
  local given wanted
  while read -r given wanted; do
    FAKE_EXIT=$given run "$ORCHESTRATOR" 950
    echo "$given: $status, not $wanted"
    [ "$status" -eq "$wanted" ]
  done <<<'0 0
1 1
2 2
64 2
65 1
66 1
69 1
75 1
77 1
130 130
143 143'
}

@test "nothing typed is ever run: words that a shell would read are refused, whole" {
  local evil owned=$BATS_TEST_TMPDIR/owned
  cd "$BATS_TEST_TMPDIR"
  for evil in "950; touch $owned" "\$(touch $owned)" "\`touch $owned\`" "950 && touch $owned" \
    "950 | touch $owned" "950
touch $owned" '*' '' ' ' '950 951' "950' '951" '$IFS' "950\\" '~' '9[$(touch owned)]' '950>owned' \
    '٩٥٠' '950:953' 'all' '950,953' "--delete;touch $owned" '-n' '--' "a[\$(touch $owned)]"; do
    rm -f "$RECORD"
    for line in "" --create-vm --start-vm --stop-vm --delete-vm --delete --test; do
      case $line$evil in --testall) continue ;; esac
      run --separate-stderr "$ORCHESTRATOR" ${line:+"$line"} "$evil"
      echo "$line $evil: exit $status, $(recorded)"
      [ "$status" -eq 1 ] || [ "$status" -eq 2 ]
      [ "$(recorded)" = '' ]
      [ ! -e "$owned" ]
    done
  done
  # Names of VMs can look like these; ids cannot.
  for evil in 1e3 0x10; do
    run "$ORCHESTRATOR" --delete-vm "$evil"
    assert_failure 1
    run "$ORCHESTRATOR" "$evil"
    assert_failure 1
  done
  run find . -name 'owned*'
  assert_output ''
}

@test "what is no word of the old script is one argument, whatever it holds" {
  run --separate-stderr "$ORCHESTRATOR" --setup-hypervisor --config "\$(touch owned) a'b; c"
  assert_success
  assert_equal "$(recorded)" "hypervisor-manager<setup><--config><\$(touch owned) a'b; c>"
  rm "$RECORD"
  run --separate-stderr "$COMPAT/phoenix-cli" create 'a b; c' '*'
  assert_equal "$(recorded)" 'phoenix<create><a b; c><*>'
  rm "$RECORD"
  run --separate-stderr "$COMPAT/managers/lxc-manager.sh" create '$(id)' --config 'a b'
  assert_equal "$(recorded)" 'lxc-manager<create><$(id)><--config><a b>'
}

@test "the file that phoenix reads anyway needs no manager of its own" {
  mkdir -p "$PHOENIX_BASE_DIR/etc"
  touch "$PHOENIX_BASE_DIR/etc/phoenix_hypervisor_config.json"
  run "$ORCHESTRATOR" --setup-hypervisor --config "$PHOENIX_BASE_DIR/etc/../etc/phoenix_hypervisor_config.json"
  assert_success
  assert_equal "$(recorded)" 'phoenix<setup>'
}

@test "phoenix is found beside the script, above it, in the base directory, then on PATH" {
  local home=$BATS_TEST_TMPDIR/home found
  export PHOENIX_BASE_DIR=$BATS_TEST_TMPDIR/base
  mkdir -p "$home/bin/compat" "$home/scripts/compat" "$BATS_TEST_TMPDIR/links" "$PHOENIX_BASE_DIR/bin"
  cp "$ORCHESTRATOR" "$home/scripts/compat/"
  cp "$ORCHESTRATOR" "$home/bin/compat/"
  cp "$ORCHESTRATOR" "$BATS_TEST_TMPDIR/alone.sh"
  ln -s "$home/bin/compat/phoenix_orchestrator.sh" "$BATS_TEST_TMPDIR/links/old"
  # place SCRIPT PHOENIX: the script runs this very phoenix, in preference to the one on PATH.
  place() {
    printf '#!/bin/sh\necho "%s"\n' "$2" >"$2"
    chmod +x "$2"
    found=$("$1" 950 2>/dev/null)
    [ "$found" = "$2" ]
    rm "$2"
  }
  place "$home/bin/compat/phoenix_orchestrator.sh" "$home/bin/compat/phoenix"
  place "$home/bin/compat/phoenix_orchestrator.sh" "$home/bin/phoenix"
  place "$BATS_TEST_TMPDIR/links/old" "$home/bin/phoenix"
  place "$home/scripts/compat/phoenix_orchestrator.sh" "$home/bin/phoenix"
  place "$BATS_TEST_TMPDIR/alone.sh" "$PHOENIX_BASE_DIR/bin/phoenix"
  PHOENIX_BIN=$BATS_TEST_TMPDIR/own place "$home/bin/compat/phoenix_orchestrator.sh" "$BATS_TEST_TMPDIR/own"
  run "$BATS_TEST_TMPDIR/alone.sh" 950
  assert_success
  assert_equal "$(recorded)" 'phoenix<create><950>'
}

@test "without phoenix it says where it looked; what is no program, or leads back, is passed over" {
  rm "$FAKES/phoenix"
  mkdir "$FAKES/phoenix"
  PATH=$FAKES:/usr/bin:/bin run "$ORCHESTRATOR" 950
  assert_failure 1
  assert_output --partial 'cannot find phoenix'
  assert_output --partial "$PHOENIX_BASE_DIR/bin/phoenix"
  rmdir "$FAKES/phoenix"
  cp "$COMPAT/phoenix-cli" "$FAKES/"
  ln -s phoenix-cli "$FAKES/phoenix"
  PATH=$FAKES:/usr/bin:/bin run "$ORCHESTRATOR" 950
  assert_failure 1
  PATH=$FAKES:/usr/bin:/bin run timeout 10 "$FAKES/phoenix-cli" create 950
  assert_failure 69
  assert_output --partial 'cannot find phoenix'
}

@test "no name leads to itself, also where it is named as what to run" {
  PHOENIX_BIN=$COMPAT/phoenix-cli run timeout 10 "$COMPAT/phoenix-cli" status
  assert_failure 69
  PHOENIX_BIN=$BATS_TEST_TMPDIR/none run timeout 10 "$COMPAT/phoenix-cli" status
  assert_failure 69
  mkdir "$BATS_TEST_TMPDIR/managers"
  ln -s "$COMPAT/managers/lxc-manager.sh" "$BATS_TEST_TMPDIR/managers/lxc-manager"
  PHOENIX_MANAGERS_DIR=$BATS_TEST_TMPDIR/managers PATH=/usr/bin:/bin run timeout 10 "$COMPAT/managers/lxc-manager.sh" delete 950
  assert_failure 69
}

@test "a value that is given twice is refused, unless it is the same" {
  run "$ORCHESTRATOR" --delete 950 --delete 951
  assert_failure 1
  assert_output $'error: --delete stands there twice: 950, 951\nhint: type a line for each'
  run "$ORCHESTRATOR" --start-vm 8001 --start-vm 8002
  assert_failure 1
  run "$ORCHESTRATOR" --delete 950 --delete 950
  assert_success
  assert_equal "$(recorded)" 'phoenix<delete><950>'
}

@test "what phoenix prints, reads and ends with is passed through; a request to end is handed on" {
  printf '#!/bin/sh\necho result\necho talk >&2\ncat\n' >"$FAKES/phoenix"
  run --separate-stderr "$ORCHESTRATOR" 950 <<<'typed'
  assert_success
  assert_output $'result\ntyped'
  [[ $stderr == *talk* ]]
  printf '#!/bin/bash\ntrap "exit 143" TERM\necho ready >>"$RECORD"\nwhile :; do sleep 0.1; done\n' >"$FAKES/phoenix"
  "$ORCHESTRATOR" 950 2>/dev/null 3>&- &
  local pid=$!
  until [ -s "$RECORD" ]; do sleep 0.05; done
  kill -TERM "$pid"
  wait "$pid" || status=$?
  assert_equal "$status" 143
}

@test "Ctrl-C reaches phoenix, and its exit status the terminal" {
  printf '#!/usr/bin/env node\nprocess.on("SIGINT", () => setTimeout(() => process.exit(130), 300));\nrequire("fs").writeFileSync(process.env.RECORD, "ready");\nsetTimeout(() => {}, 60000);\n' >"$FAKES/phoenix"
  # A session of its own: the terminal sends the signal to all of its group.
  setsid "$ORCHESTRATOR" 950 2>/dev/null 3>&- &
  local pid=$!
  until [ -s "$RECORD" ]; do sleep 0.05; done
  kill -INT -- "-$pid"
  wait "$pid" || status=$?
  assert_equal "$status" 130
}

@test "variables that made the interim scripts look only still do" {
  PHOENIX_DRY_RUN=true run "$COMPAT/phoenix-cli" delete 950
  DRY_RUN=true run "$COMPAT/managers/vm-manager.sh" delete 8001
  PHOENIX_DRY_RUN=true run "$COMPAT/managers/hypervisor-manager.sh" --config /root/lab.json
  assert_equal "$(recorded)" 'phoenix<delete><950><--dry-run>
vm-manager<delete><8001><--yes><--dry-run>
hypervisor-manager<setup><--config></root/lab.json><--dry-run>'
}

@test "no eval, no shell that reads words again" {
  run grep -nE '\beval\b|(ba)?sh +-c|\bxargs\b' -r "$COMPAT"
  assert_failure 1
}
