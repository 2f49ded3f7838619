#!/usr/bin/env bats
# vm-manager is killed (SIGKILL) at every operation of making a template and a clone, and the same
# command is typed again: the VM ends as declared, nothing is doubled, nothing is left behind.

load helpers
load killed-vm

setup_file() { prepare_hosts; }
teardown_file() { drop_hosts; }
teardown() { drop_sandbox; }

# Killed by the qm command that it has just started, which does its work (or, with --abort, not).
killed_by_every_command() {
  local number
  undisturbed "$1" "$2"
  mapfile -t commands < <(log_of changes | grep '^qm ' | grep -v '^qm guest' | cut -c1-60)
  for number in $(seq "${#commands[@]}"); do
    copy_of "$1"
    fault --match '^qm (?!list|guest|agent)' --nth "$number" --kill-caller "${@:3}"
    run vm_manager create "$2"
    [ "$status" -eq 137 ] || fail "not killed by ${commands[number - 1]}: $output"
    same_again "$2" "command ${commands[number - 1]}"
  done
}

@test "a template from an image, at every odd operation" { killed_at_every_operation bare 8000 1 2; }
@test "a template from an image, at every even operation" { killed_at_every_operation bare 8000 2 2; }
@test "a template from an image, while each command goes on" { killed_by_every_command bare 8000; }
@test "a template from an image, before each command" { killed_by_every_command bare 8000 --abort; }

@test "a clone, at every first of four operations" { killed_at_every_operation made 8001 1 4; }
@test "a clone, at every second of four operations" { killed_at_every_operation made 8001 2 4; }
@test "a clone, at every third of four operations" { killed_at_every_operation made 8001 3 4; }
@test "a clone, at every fourth of four operations" { killed_at_every_operation made 8001 4 4; }
@test "a clone, while each command goes on" { killed_by_every_command made 8001; }
@test "a clone, before each command" { killed_by_every_command made 8001 --abort; }

# Proxmox's own command dies with its process group, in the middle of its work.
@test "an import that died in the middle is done again" {
  undisturbed bare 8000
  copy_of bare
  fault --match '^qm create' --nth 1 --kill copying
  run vm_manager create 8000
  assert_failure
  assert_equal "$(cat "$HOST/etc/pve/qemu-server/8000.conf")" 'lock: create'
  same_again 8000 'qm create'
  assert_equal "$(log_of changes | grep -c '^qm create')" 2
}

@test "a clone that died in the middle is done again" {
  undisturbed made 8001
  copy_of made
  fault --match '^qm clone' --nth 1 --kill copying
  run vm_manager create 8001
  assert_failure
  assert_regex "$(cat "$HOST/etc/pve/qemu-server/8001.conf")" 'lock: clone'
  same_again 8001 'qm clone'
}

@test "killed while it boots: the next run waits for what it did not start" {
  undisturbed made 8001
  copy_of made
  mkdir -p "$HOST/var/lib/pve-sandbox/habits"
  echo '{"agentAfter":4}' >"$HOST/var/lib/pve-sandbox/habits/8001.json"
  local at
  at=$(printf '%s\n' "${operations[@]}" | grep -n '^ready$' | cut -d: -f1)
  kill_at "$at" 8001 2>/dev/null
  run --separate-stderr vm_manager create 8001
  assert_success
  assert_regex "$stderr" '8001 ready: started: wait for its guest agent'
  whole 8001 "$wanted"
}
