#!/usr/bin/env bats
# pct snapshot, delsnapshot and rollback are killed (SIGKILL, the whole process group) in each phase:
# the run says so, the next one frees the container, takes away what is left of the snapshot and goes
# on. A lock that no command of ours explains is left alone.

load helpers
load killed

setup_file() { prepare_hosts; }
teardown_file() { drop_hosts; }
teardown() { drop_sandbox; }

# A run in which the command dies, and the same again: cut_off VERB ID COMMAND PHASE
cut_off() {
  local verb=$1 id=$2 command=$3 phase=$4
  fault --match "^pct $command" --nth 1 --kill "$phase"
  run --separate-stderr lxc_manager "$verb" "$id" --yes
  assert_equal "$status" 1
  assert_regex "$stderr" "error: cannot .*: pct ${command%% *} was killed"
  grep -qE '^lock: (snapshot|snapshot-delete|rollback)$' "$HOST/etc/pve/lxc/$id.conf"
  assert_equal "$(lxc_manager status "$id" --json | json 'value.guests[0].drift')" true
  lxc_manager create "$id" 2>"$BATS_TEST_TMPDIR/told" || fail "$command, $phase: $(cat "$BATS_TEST_TMPDIR/told")"
}

@test "each snapshot of a creation, in each phase" {
  local prepared id name phase
  while read -r prepared id name; do
    undisturbed "$prepared" "$id"
    for phase in snapshotting finishing; do
      copy_of "$prepared"
      cut_off create "$id" "snapshot $id $name" "$phase"
      whole "$id" "$wanted"
    done
  done <<'END'
empty 900 pre-configured
empty 960 pre-configured
empty 960 final-form
END
}

@test "what a reconfigure does with snapshots, in each phase" {
  undisturbed empty 960
  cp -a "$HOST" "$BATS_FILE_TMPDIR/converged"
  local command phase
  while read -r command phase; do
    copy_of converged
    cut_off reconfigure 960 "$command 960" "$phase"
    whole 960 "$wanted"
    assert_equal "$(said_twice 960)" 0
  done <<'END'
delsnapshot deleting
delsnapshot finishing
rollback rolling-back
rollback finishing
END
}

@test "one whose way back was cut off is not started as it is" {
  undisturbed empty 960
  fault --match '^pct rollback' --nth 1 --kill rolling-back
  run lxc_manager reconfigure 960 --yes
  assert_equal "$status" 1
  run --separate-stderr lxc_manager start 960
  assert_equal "$status" 1
  assert_regex "$stderr" 'cannot start 960: its way back to snapshot pre-configured was cut off'
  assert_regex "$stderr" 'hint: type phoenix create 960'
}

@test "a lock of somebody else's snapshot stays, and so does the snapshot" {
  undisturbed empty 960
  fault --match '^pct snapshot' --nth 1 --kill snapshotting
  run on_host pct snapshot 960 mine
  clear_log
  run --separate-stderr lxc_manager create 960
  assert_equal "$status" 1
  assert_regex "$stderr" 'error: 960 is locked \(snapshot\), and no work of phoenix explains it'
  assert_regex "$stderr" 'hint: .*pct unlock 960'
  assert_equal "$(log_of changes)" ''
}
