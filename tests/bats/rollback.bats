#!/usr/bin/env bats
# behavior.rollback_on_failure: a container whose change fails is back as it was, by itself or, when
# everything was killed on the way, with the next run; what cannot go back is changed as ever.

load helpers
load killed

# `converged` has 960 as declared; in `changed` more is declared, the same and then a step that fails
# in `failing`.
setup_file() {
  prepare_hosts
  cp -a "$BATS_FILE_TMPDIR/empty" "$BATS_FILE_TMPDIR/converged"
  HOST=$BATS_FILE_TMPDIR/converged
  edit_config phoenix_hypervisor_config.json 'config.behavior = { rollback_on_failure: true }'
  lxc_manager create 960
  cp -a "$HOST" "$BATS_FILE_TMPDIR/changed"
  HOST=$BATS_FILE_TMPDIR/changed
  local scripts=$HOST/$BASE/bin/lxc_setup/phoenix_hypervisor_feature_install
  # shellcheck disable=SC2016
  printf '#!/bin/sh\npct exec "$1" -- sh -c "echo more >>/opt/more"\n' >"${scripts}_more.sh"
  edit_config phoenix_lxc_configs.json "$CHANGE"
  cp -a "$HOST" "$BATS_FILE_TMPDIR/failing"
  echo 'exit 3' >>"$BATS_FILE_TMPDIR/failing/${scripts#"$HOST"}_more.sh"
}
teardown_file() {
  prepared+=(converged changed failing)
  drop_hosts
}
teardown() { drop_sandbox; }

CHANGE='Object.assign(config.lxc_configs["960"], {
  memory_mb: 1024, storage_size_gb: 12, description: "changed", tags: ["new"],
  lxc_options: ["lxc.cgroup2.devices.allow=a", "lxc.environment=A=b"],
  features: ["llm", "more"], firewall: { enabled: true, rules: [{ type: "in", action: "ACCEPT" }] },
})'

running() { on_host pct status 960; }
# The script that fails does so no more.
mend() { sed -i '/^exit 3$/d' "$HOST/$BASE/bin/lxc_setup/phoenix_hypervisor_feature_install_more.sh"; }
# As it was in `converged`: settings, firewall, snapshots, what is in it.
as_before() {
  local before now
  before=$(HOST=$BATS_FILE_TMPDIR/converged guest_state 960)
  now=$(guest_state 960)
  assert_equal "$now" "$before"
}

@test "the plan shows the way back, as text and as data" {
  copy_of changed
  run lxc_manager plan 960
  assert_line --index 1 '    snapshot phoenix-undo: to go back to if the change fails (rollback_on_failure)'
  assert_line '  should one of these fail:'
  assert_line '        pct rollback 960 phoenix-undo'
  assert_equal "$(lxc_manager plan 960 --json | json 'value.guests[0].undo.map((one) => one.id).join()')" \
    'firewall as before,rollback,set,start,delete snapshot phoenix-undo'
  run phoenix plan 960
  assert_line '        pct rollback 960 phoenix-undo'
}

@test "a change that goes well leaves nothing of it" {
  copy_of changed
  run lxc_manager create 960
  assert_success
  assert_equal "$(log_of changes | grep -c phoenix-undo)" 2
  whole 960 "$(guest_state 960)"
  refute_regex "$(guest_state 960)" phoenix-undo
}

@test "a step that fails: everything is as before, and runs again" {
  copy_of failing
  run --separate-stderr lxc_manager create 960
  assert_failure 1
  assert_regex "$stderr" 'error: cannot install feature more in 960: .*exited 3.*; 960 is back in the state before the change'
  as_before
  assert_equal "$(running)" 'status: running'
  assert_equal "$(lxc_manager plan 960 --json | json 'value.guests[0].action')" change
  mend
  run lxc_manager create 960
  assert_success
  whole 960 "$(guest_state 960)"
}

@test "one that was stopped is stopped again" {
  copy_of failing
  on_host pct stop 960
  run phoenix create 960
  assert_failure 1
  assert_output --partial '960 is back in the state before the change'
  as_before
  assert_equal "$(running)" 'status: stopped'
}

@test "a command of Proxmox that fails, a snapshot that was taken on the way" {
  copy_of converged
  on_host pct delsnapshot 960 pre-configured
  on_host pct delsnapshot 960 final-form
  edit_config phoenix_lxc_configs.json 'config.lxc_configs["960"].memory_mb = 1024'
  echo 'exit 4' >>"$HOST/$BASE/bin/app_llm.sh"
  clear_log
  local before
  before=$(guest_state 960)
  run --separate-stderr lxc_manager create 960
  assert_failure 1
  assert_regex "$stderr" '960 is back'
  assert_equal "$(guest_state 960)" "$before"
  assert_equal "$(log_of changes | grep -c 'snapshot 960 pre-configured')" 2
  clear_log
  fault --match '^pct set 960' --nth 1 --fail 'no such luck'
  run --separate-stderr lxc_manager create 960
  assert_regex "$stderr" 'no such luck.*; 960 is back'
  assert_equal "$(guest_state 960)" "$before"
  assert_equal "$(log_of changes | grep -c pre-configured)" 0
}

@test "what cannot go back is told what to type, and the next run takes it on" {
  copy_of failing
  fault --match '^pct rollback' --nth 1 --fail 'disk on fire'
  run --separate-stderr lxc_manager create 960
  assert_failure 1
  assert_regex "$stderr" 'could not be taken back to the state before the change: .*disk on fire'
  assert_regex "$stderr" 'hint: to take it back, type (pct rollback 960 phoenix-undo && .*pct start 960 && pct delsnapshot 960 phoenix-undo); phoenix create 960'
  on_host sh -c "${BASH_REMATCH[1]}"
  assert_equal "$(running)" 'status: running'
  refute_regex "$(guest_state 960)" 'phoenix-undo|changed|memory: 1024'
  mend
  run lxc_manager create 960
  assert_success
  whole 960 "$(guest_state 960)"
}

@test "killed at every operation of a change, then the same again" {
  killed_at_every_operation changed 960
}

@test "killed at every operation of the way back, then mended and the same again" {
  undisturbed changed 960
  copy_of failing
  local all number
  mapfile -t all < <(kill_at 0 960 2>/dev/null)
  [ "${all[-1]}" = 'delete snapshot phoenix-undo' ]
  for number in $(seq 6 "${#all[@]}"); do
    copy_of failing
    run kill_at "$number" 960
    assert_success
    # A file that was being written back stays as it was, with its temporary beside it.
    rm -f "$HOST/etc/pve/firewall/.960.fw.phoenix-tmp"
    mend
    run lxc_manager create 960
    assert_success
    whole 960 "$wanted" || fail "killed at ${all[number - 1]}"
  done
}

@test "the way back is killed with its command, in each phase" {
  undisturbed changed 960
  local phase command
  while read -r command phase; do
    copy_of failing
    fault --match "^pct $command 960 phoenix-undo" --nth 1 --kill "$phase"
    run --separate-stderr lxc_manager create 960
    assert_failure 1
    assert_regex "$stderr" "pct $command was killed"
    mend
    run lxc_manager create 960
    assert_success
    whole 960 "$wanted"
  done <<'END'
snapshot snapshotting
rollback rolling-back
rollback finishing
delsnapshot deleting
END
}

@test "Ctrl-C is no failure: the next run goes on, and the snapshot goes" {
  undisturbed changed 960
  copy_of changed
  echo '{"timeScale":1,"latencies":{"pct":0,"pct set":2}}' >"$HOST/var/lib/pve-sandbox/settings.json"
  "$DIST/pve-sandbox" exec "$HOST" -- "$DIST/bin/managers/lxc-manager" create 960 >"$BATS_TEST_TMPDIR/said" 2>&1 3>&- &
  local pid=$!
  until grep -q '"set"' "$HOST/run/phoenix/command-960.json" 2>/dev/null; do sleep 0.05; done
  kill -INT "$pid"
  wait "$pid" || true
  assert_regex "$(cat "$BATS_TEST_TMPDIR/said")" '960 stays as far as it has come; the next phoenix create 960 goes on'
  assert_regex "$(guest_state 960)" 'memory: 1024'
  assert_regex "$(guest_state 960)" '\[phoenix-undo\]'
  assert_equal "$(lxc_manager status 960 --json | json 'value.guests[0].drift')" true
  run lxc_manager create 960
  assert_success
  whole 960 "$wanted"
}

@test "a container that can have no snapshot is changed as ever, and the plan says why" {
  copy_of converged
  edit_config phoenix_lxc_configs.json 'config.lxc_configs["960"].mount_points = [{ host_path: "/srv/site", container_path: "/site" }]'
  mkdir -p "$HOST/srv/site"
  lxc_manager create 960
  edit_config phoenix_lxc_configs.json 'config.lxc_configs["960"].memory_mb = 1024'
  run lxc_manager plan 960
  assert_output --regexp '! no way back for 960 should a change fail: mp[0-9] \(/srv/site\) is a bind mount'
  refute_output --partial phoenix-undo
  run lxc_manager create 960
  assert_success
}
