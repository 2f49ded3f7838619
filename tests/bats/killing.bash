# What all tests of killed runs share. The file of a kind has guest_state, leftovers and said_twice,
# and says by whom and on which prepared hosts it is done: kills_of MANAGER HOST...
# TRAIL=FILE gets a line for each guest that came through whole: for counting.
kills_of() {
  manager=$1
  prepared=("${@:2}")
}

drop_hosts() {
  local host
  for host in "${prepared[@]}"; do "$DIST/pve-sandbox" destroy "$BATS_FILE_TMPDIR/$host"; done
}

# Makes $HOST a copy of a prepared host.
copy_of() {
  [ -z "${HOST:-}" ] || [ ! -e "$HOST" ] || drop_sandbox
  HOST=$BATS_TEST_TMPDIR/host
  cp -a "$BATS_FILE_TMPDIR/$1" "$HOST"
  clear_log
}

run_manager() { on_host "$DIST/bin/managers/$manager" "$@"; }

# The guest is as declared, by its own account as well, and nothing is left over: whole ID WANTED
whole() {
  local told
  assert_equal "$(guest_state "$1")" "$2"
  assert_equal "$(leftovers)" ''
  told=$(on_host sh -c '"$1" status "$2" --json && "$1" plan "$2" --detailed-exitcode >/dev/null && echo nothing to do' \
    - "$DIST/bin/managers/$manager" "$1")
  assert_equal "$(sed -n 1p <<<"$told" | json 'value.guests[0].drift === false && value.guests[0].provisioned')" true
  assert_equal "$(sed -n 2p <<<"$told")" 'nothing to do'
  [ -z "${TRAIL:-}" ] || echo "$BATS_TEST_DESCRIPTION" >>"$TRAIL"
}

# Creates a guest and kills the manager when it begins that operation (0: never): kill_at NUMBER ID
kill_at() { on_host node "$BATS_TEST_DIRNAME/kill-at.mjs" "$1" "$DIST/bin/managers/$manager" create "$2"; }

# The ${operations[@]} of creating a guest undisturbed: undisturbed HOST ID
# $wanted is the guest that comes of it.
undisturbed() {
  copy_of "$1"
  mapfile -t operations < <(kill_at 0 "$2" 2>/dev/null)
  wanted=$(guest_state "$2")
  assert_equal "$(leftovers)" ''
  [ "${#operations[@]}" -gt 6 ]
}

# After a kill: the same again. What was not yet remembered when it was killed may run again.
same_again() {
  local id=$1 killed_at=$2
  run_manager create "$id" >"$BATS_TEST_TMPDIR/again" 2>&1 || fail "killed at $killed_at, then: $(cat "$BATS_TEST_TMPDIR/again")"
  whole "$id" "$wanted" || fail "killed at $killed_at"
  case $killed_at in
    *feature*) [ "$(said_twice "$id")" -le 1 ] || fail "killed at $killed_at: more than one script ran twice" ;;
    *) [ "$(said_twice "$id")" -eq 0 ] || fail "killed at $killed_at: a script ran twice" ;;
  esac
}

# Killed when it begins an operation: the command may or may not have been started, files are written.
# killed_at_every_operation HOST ID [FIRST STEP]: all of them, or every STEPth
killed_at_every_operation() {
  local number
  undisturbed "$1" "$2"
  for number in $(seq "${3:-1}" "${4:-1}" "${#operations[@]}"); do
    copy_of "$1"
    run kill_at "$number" "$2"
    assert_success
    same_again "$2" "operation ${operations[number - 1]}"
  done
}
