#!/usr/bin/env bats
# Interruption and waiting: what a signal leaves, and who waits for whom.

load helpers
teardown() { drop_sandbox; }

# A host on which extracting a template takes two seconds.
slow_sandbox() {
  echo '{"pct create extracting": 2}' >"$BATS_TEST_TMPDIR/latencies.json"
  sandbox "$LAB/etc" --time-scale 1 --latencies "$BATS_TEST_TMPDIR/latencies.json"
}

# Waits until the container of that id is being made.
being_made() { until [ -e "$HOST/etc/pve/lxc/$1.conf" ]; do sleep 0.05; done; }

# Starts a program on the host in the background; its pid is that of the program itself.
in_background() {
  "$DIST/pve-sandbox" exec "$HOST" -- "$@" >"$BATS_TEST_TMPDIR/out" 2>&1 3>&- &
  PID=$!
}

@test "the first interrupt lets the running operation finish and starts nothing new" {
  slow_sandbox
  in_background "$DIST/bin/managers/lxc-manager" create 900
  being_made 900
  kill -INT "$PID"
  exit=0
  wait "$PID" || exit=$?
  assert_equal "$exit" 130
  run log_of changes
  assert_line --partial 'pct create 900'
  refute_line --partial 'pct start 900'
  run grep -c '^lock' "$HOST/etc/pve/lxc/900.conf"
  assert_output 0
  run lxc_manager create 900
  assert_success
  assert_equal "$(log_of changes | grep -c '^pct create')" 1
}

@test "the second interrupt lets Proxmox undo the operation" {
  slow_sandbox
  in_background "$DIST/bin/managers/lxc-manager" create 900
  being_made 900
  kill -INT "$PID"
  sleep 0.3
  kill -INT "$PID"
  exit=0
  wait "$PID" || exit=$?
  assert_equal "$exit" 130
  assert_equal "$(guests_on_host)" ''
  assert_equal "$(volumes_on_host)" ''
  run lxc_manager create 900
  assert_success
}

@test "phoenix passes an interrupt on, tells what it waits for, and goes on from there" {
  slow_sandbox
  in_background "$DIST/bin/phoenix" create 953
  being_made 900
  kill -INT "$PID"
  exit=0
  wait "$PID" || exit=$?
  assert_equal "$exit" 130
  assert_equal "$(guests_on_host)" 900
  run cat "$BATS_TEST_TMPDIR/out"
  assert_output --partial 'interrupt'
  run phoenix create 953
  assert_success
  assert_equal "$(log_of changes | grep -c '^pct create')" 1
}

@test "SIGTERM is an orderly end too, with 143" {
  slow_sandbox
  in_background "$DIST/bin/managers/lxc-manager" create 900
  being_made 900
  kill -TERM "$PID"
  exit=0
  wait "$PID" || exit=$?
  assert_equal "$exit" 143
  run lxc_manager create 900
  assert_success
}

@test "phoenix killed: the manager finishes its operation, the next run takes over" {
  slow_sandbox
  in_background "$DIST/bin/phoenix" create 953
  being_made 900
  kill -KILL "$PID"
  wait "$PID" || true
  run phoenix create 953 --wait 1m
  assert_success
  assert_equal "$(log_of changes | grep -c '^pct create')" 1
  assert_equal "$(guests_on_host)" '900 953'
}

@test "--wait waits for the guest that another process holds" {
  slow_sandbox
  in_background "$DIST/bin/managers/lxc-manager" create 900
  being_made 900
  run lxc_manager create 900
  assert_failure 75
  run lxc_manager create 900 --wait 1m
  assert_success
  assert_output --partial unchanged
  wait "$PID"
  assert_equal "$(log_of changes | grep -c '^pct create')" 1
}
