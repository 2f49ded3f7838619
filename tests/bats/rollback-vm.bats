#!/usr/bin/env bats
# behavior.rollback_on_failure: a VM whose change fails is back as it was, by itself or, when it was
# killed on the way, with the next run; what cannot go back is changed as ever.

load helpers
LAB=$ROOT/tests/fixtures/lab-vm
load killed-vm

# `converged` has 3001 as declared; in `changed` more is declared, the same and then a step that fails
# in `failing`.
setup_file() {
  HOST=$BATS_FILE_TMPDIR/converged
  "$DIST/pve-sandbox" init "$HOST" --configs "$LAB/etc"
  edit_config phoenix_hypervisor_config.json 'config.behavior = { rollback_on_failure: true }'
  phoenix create 3001
  cp -a "$HOST" "$BATS_FILE_TMPDIR/changed"
  HOST=$BATS_FILE_TMPDIR/changed
  printf '#!/bin/sh\necho more >>/opt/more\n' >"$HOST/$BASE/bin/vm_features/feature_install_more.sh"
  edit_config phoenix_vm_configs.json '
    Object.assign(config.vms.find(({ vmid }) => vmid === 3001), {
      memory_mb: 4096, description: "changed", features: ["registry", "more"],
      packages: ["htop"], firewall: { enabled: false },
    })'
  cp -a "$HOST" "$BATS_FILE_TMPDIR/failing"
  echo 'exit 3' >>"$BATS_FILE_TMPDIR/failing/$BASE/bin/vm_features/feature_install_more.sh"
}
teardown_file() {
  local host
  for host in converged changed failing; do "$DIST/pve-sandbox" destroy "$BATS_FILE_TMPDIR/$host"; done
}
teardown() { drop_sandbox; }

# The script that fails does so no more.
mend() { sed -i '/^exit 3$/d' "$HOST/$BASE/bin/vm_features/feature_install_more.sh"; }
# As it was in `converged`: settings, firewall, cloud-init data, snapshots, what is in it, and it runs.
as_before() {
  local before now
  before=$(HOST=$BATS_FILE_TMPDIR/converged guest_state 3001)
  now=$(guest_state 3001)
  assert_equal "$now" "$before"
}

# The same again, mended: as declared, with nothing left of the way back.
ends_whole() {
  mend
  run vm_manager create 3001
  assert_success
  whole 3001 "$(guest_state 3001)" || fail "$1"
  assert_regex "$(guest_state 3001)" 'memory: 4096'
  refute_regex "$(guest_state 3001)" phoenix-undo
  grep -qx more "$(tree_of 3001)/opt/more"
}

@test "a step that fails in a VM: everything is as before, and runs again" {
  copy_of failing
  run phoenix plan 3001
  assert_line '        qm snapshot 3001 phoenix-undo'
  assert_line '        qm rollback 3001 phoenix-undo'
  run phoenix create 3001
  assert_failure 1
  assert_output --regexp "3001 .*cannot run feature more, by the site's script in 3001: .*; 3001 is back in the state before the change"
  as_before
  ends_whole 'after a failure'
}

@test "one that was stopped is stopped again" {
  copy_of failing
  on_host qm stop 3001
  run vm_manager create 3001
  assert_failure 1
  assert_equal "$(on_host qm status 3001)" 'status: stopped'
  refute_regex "$(guest_state 3001)" 'phoenix-undo|changed|memory: 4096|htop'
}

@test "a change of a VM is killed with its command, or the way back is" {
  local command phase
  while read -r command phase; do
    copy_of failing
    fault --match "^qm $command 3001" --nth 1 --kill ${phase:+"$phase"}
    run vm_manager create 3001
    assert_failure 1
    ends_whole "$command $phase"
  done <<'END'
snapshot snapshotting
set
rollback rolling-back
rollback finishing
delsnapshot deleting
END
}

@test "the manager of a VM is killed while it goes back" {
  copy_of failing
  local all number
  mapfile -t all < <(kill_at 0 3001 2>/dev/null)
  for number in $(seq 5 "${#all[@]}"); do
    copy_of failing
    run kill_at "$number" 3001
    assert_success
    # A file that was being written back stays as it was, with its temporary beside it.
    find "$HOST/etc/pve" "$HOST/var/lib/vz" -name '.*.phoenix-tmp' -delete
    ends_whole "operation ${all[number - 1]}"
  done
}

@test "a VM that can have no snapshot is changed as ever, and the plan says why" {
  copy_of changed
  on_host pvesm add dir plain --path /srv/plain --content images
  on_host qm stop 3001
  on_host qm set 3001 --efidisk0 plain:1
  run vm_manager plan 3001
  assert_output --regexp '! no way back for 3001 should a change fail: efidisk0 \(.*\) is no qcow2 file'
  refute_output --partial phoenix-undo
}
