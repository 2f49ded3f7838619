#!/usr/bin/env bats
# lxc-manager is killed (SIGKILL) at every operation of a creation, and the same command is typed
# again: the guest ends as declared, nothing is doubled, nothing is left behind.

load helpers
load killed

setup_file() { prepare_hosts; }
teardown_file() { drop_hosts; }
teardown() { drop_sandbox; }

# The operations of creating a guest undisturbed; $wanted is the guest that comes of it.
undisturbed() {
  copy_of "$1"
  mapfile -t operations < <(on_host node "$BATS_TEST_DIRNAME/kill-at.mjs" 0 "$DIST/bin/managers/lxc-manager" create "$2" 2>/dev/null)
  mapfile -t commands < <(log_of proxmox | grep -v '^pct list')
  wanted=$(guest_state "$2")
  assert_equal "$(leftovers)" ''
  [ "${#operations[@]}" -gt 6 ]
}

# After a kill: the same again. What was not yet remembered when it was killed may run again.
same_again() {
  local id=$1 killed_at=$2
  lxc_manager create "$id" >"$BATS_TEST_TMPDIR/again" 2>&1 || fail "killed at $killed_at, then: $(cat "$BATS_TEST_TMPDIR/again")"
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
    run on_host node "$BATS_TEST_DIRNAME/kill-at.mjs" "$number" "$DIST/bin/managers/lxc-manager" create "$2"
    assert_success
    same_again "$2" "operation ${operations[number - 1]}"
  done
}

# What a script of the site calls kills that script, and lxc-manager says so.
killed() {
  case $1 in
    *' -- sh -c '*) [ "$status" -eq 1 ] && [[ $output == *'cannot install feature'* ]] ;;
    *) [ "$status" -eq 137 ] ;;
  esac
}

# Killed by the command that it has just started, which does its work (or, with --abort, does not).
killed_by_every_command() {
  local number
  undisturbed "$1" "$2"
  for number in $(seq "${#commands[@]}"); do
    copy_of "$1"
    fault --match "^pct (?!list)" --nth "$number" --kill-caller "${@:3}"
    run lxc_manager create "$2"
    killed "${commands[number - 1]}" || fail "not killed by ${commands[number - 1]}: $output"
    same_again "$2" "command ${commands[number - 1]}"
  done
}

@test "a template from an archive, at every operation" { killed_at_every_operation empty 900; }
@test "a template from an archive, while each command goes on" { killed_by_every_command empty 900; }
@test "a template from an archive, before each command" { killed_by_every_command empty 900 --abort; }

@test "a container from an archive, at every operation" { killed_at_every_operation empty 960; }
@test "a container from an archive, while each command goes on" { killed_by_every_command empty 960; }
@test "a container from an archive, before each command" { killed_by_every_command empty 960 --abort; }

@test "a template cloned from a template, at every operation" { killed_at_every_operation template 901; }
@test "a container cloned from a template, at every odd operation" { killed_at_every_operation sources 950 1 2; }
@test "a container cloned from a template, at every even operation" { killed_at_every_operation sources 950 2 2; }
@test "a container cloned from a template, while each command goes on" { killed_by_every_command sources 950; }
@test "a container cloned from a template, before each command" { killed_by_every_command sources 950 --abort; }

# Makes commands of the host slow: slow '{"pct set": 1.5}'
slow() { echo "{\"timeScale\":1,\"latencies\":{\"pct\":0,\"pct clone copying\":0,${1#\{}}" >"$HOST/var/lib/pve-sandbox/settings.json"; }

@test "a command that outlived its manager is waited for, and its volume is not allocated again" {
  undisturbed sources 950
  copy_of sources
  slow '{"pct set": 1.5}'
  fault --match '^pct set 950' --nth 1 --kill-caller
  run lxc_manager create 950
  assert_equal "$status" 137
  run --separate-stderr lxc_manager create 950
  assert_success
  assert_regex "$stderr" 'pct set 950 of an earlier run \(pid [0-9]+\)'
  whole 950 "$wanted"
  assert_equal "$(log_of changes | grep -c '^pct set 950')" 1
}

@test "a script of the site that outlived its manager is not run beside itself" {
  undisturbed empty 960
  copy_of empty
  cat >"$HOST/$BASE/bin/lxc_setup/phoenix_hypervisor_feature_install_llm.sh" <<'SCRIPT'
#!/bin/bash
set -eu
mkdir /run/at-work
sleep 1
pct exec "$1" -- sh -c 'mkdir -p /opt; echo "llm" >>/opt/features'
rmdir /run/at-work
SCRIPT
  local at
  at=$(printf '%s\n' "${operations[@]}" | grep -n '^feature llm$' | cut -d: -f1)
  # The script fails when it finds itself at work already.
  on_host node "$BATS_TEST_DIRNAME/kill-at.mjs" "$at" "$DIST/bin/managers/lxc-manager" create 960 2>/dev/null
  run lxc_manager create 960
  assert_success
  assert_output --partial '960 plain: changed'
  assert_equal "$(leftovers)" ''
  [ "$(said_twice 960)" -le 1 ]
}

@test "what a killed write left is gone after the next run" {
  copy_of empty
  on_host node "$BATS_TEST_DIRNAME/kill-at.mjs" 1 "$DIST/bin/managers/lxc-manager" create 960 2>/dev/null
  echo half >"$HOST/var/log/phoenix/making/.lxc-960.json.phoenix-tmp"
  echo half >"$HOST/etc/pve/lxc/.960.conf.phoenix-tmp"
  mkdir -p "$HOST/etc/pve/firewall"
  echo half >"$HOST/etc/pve/firewall/.960.fw.phoenix-tmp"
  lxc_manager create 960
  assert_equal "$(leftovers)" ''
}
