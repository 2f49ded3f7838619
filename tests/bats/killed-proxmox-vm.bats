#!/usr/bin/env bats
# qm itself is killed (SIGKILL, its whole process group) in each phase of an import and of a clone:
# phoenix says so, and the same command again makes the VM as declared. Proxmox puts no lock on the
# source of a VM's clone, so nothing of it stays behind there.

load helpers
load killed-vm

setup_file() { prepare_hosts; }
teardown_file() { drop_hosts; }
teardown() { drop_sandbox; }

# What the VM is like when nothing goes wrong.
undisturbed() {
  copy_of "$1"
  phoenix create "$2" 2>/dev/null
  wanted=$(guest_state "$2")
}

# A run in which the command dies, then one that is to make the VM: killed_in HOST ID COMMAND PHASE
killed_in() {
  local id=$2 command=$3 phase=$4
  copy_of "$1"
  fault --match "^qm $command " --nth 1 --kill "$phase"
  run --separate-stderr phoenix create "$id"
  assert_equal "$status" 1
  assert_regex "$stderr" "cannot $command $id from [^ ]+: qm $command was killed"
  [ "$command" = create ] || refute grep -q '^lock:' "$HOST/etc/pve/qemu-server/8000.conf"
  run --separate-stderr phoenix create "$id"
  [ "$status" -eq 0 ] || fail "killed while $phase: $stderr"
  whole "$id" "$wanted" || fail "killed while $phase"
  assert_equal "$(said_twice "$id")" 0
}

@test "qm create of a template from an image, in each phase" {
  undisturbed bare 8000
  local phase
  for phase in allocating copying finishing; do killed_in bare 8000 create "$phase"; done
}

@test "qm clone, in each phase, with its source in one call" {
  undisturbed made 8001
  local phase
  for phase in reserved allocating copying copied finishing; do killed_in made 8001 clone "$phase"; done
}

@test "a cloud-init drive that a killed qm set was making is freed, and made anew" {
  undisturbed made 8001
  vm_manager stop 8001 2>/dev/null
  on_host qm set 8001 --delete ide2
  clear_log
  fault --match '^qm set ' --nth 1 --kill allocated
  run --separate-stderr vm_manager create 8001
  assert_equal "$status" 1
  assert_regex "$stderr" 'error: cannot configure 8001: qm set was killed'
  assert_regex "$stderr" 'hint: type the same command again: what was being made is then freed'
  vm_manager create 8001 2>"$BATS_TEST_TMPDIR/told" || fail "$(cat "$BATS_TEST_TMPDIR/told")"
  assert_regex "$(log_of changes)" 'pvesm free [^ ]*vm-8001-cloudinit'$'\n''qm set 8001 '
  assert_equal "$(leftovers)" ''
  run vm_manager plan 8001
  assert_output --partial '1 unchanged'
}

# A run in which a snapshot command dies, then one that is to go on from there: cut_off VERB COMMAND PHASE
cut_off() {
  fault --match "^qm $2" --nth 1 --kill "$3"
  run --separate-stderr vm_manager "$1" 8001 --yes
  assert_equal "$status" 1
  assert_regex "$stderr" "error: cannot .*: qm ${2%% *} was killed"
  grep -qE '^lock: (snapshot|snapshot-delete|rollback)$' "$HOST/etc/pve/qemu-server/8001.conf"
  phoenix create 8001 2>"$BATS_TEST_TMPDIR/told" || fail "$2, $3: $(cat "$BATS_TEST_TMPDIR/told")"
  whole 8001 "$wanted" || fail "$2, $3"
}

@test "qm snapshot, in each phase, and what a reconfigure does with snapshots" {
  undisturbed made 8001
  cp -a "$HOST" "$BATS_FILE_TMPDIR/converged"
  local prepared verb command phase
  while read -r prepared verb phase command; do
    copy_of "$prepared"
    cut_off "$verb" "$command" "$phase"
  done <<'END'
made create snapshotting snapshot 8001 bare
made create finishing snapshot 8001 initial
converged reconfigure deleting delsnapshot 8001 done
converged reconfigure finishing delsnapshot 8001 initial
converged reconfigure rolling-back rollback
converged reconfigure finishing rollback
END
}
