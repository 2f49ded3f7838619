#!/usr/bin/env bats
# lxc-manager is killed (SIGKILL) at every operation of a creation, and the same command is typed
# again: the guest ends as declared, nothing is doubled, nothing is left behind.

load helpers
load killed

setup_file() { prepare_hosts; }
teardown_file() { drop_hosts; }
teardown() { drop_sandbox; }

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
  mapfile -t commands < <(log_of proxmox | grep -vE '^(pct|pvesm) list')
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
  kill_at "$at" 960 2>/dev/null
  run lxc_manager create 960
  assert_success
  assert_output --partial '960 plain: changed'
  assert_equal "$(leftovers)" ''
  [ "$(said_twice 960)" -le 1 ]
}

@test "what a killed write left is gone after the next run" {
  copy_of empty
  kill_at 1 960 2>/dev/null
  echo half >"$HOST/var/log/phoenix/making/.lxc-960.json.phoenix-tmp"
  echo half >"$HOST/etc/pve/lxc/.960.conf.phoenix-tmp"
  mkdir -p "$HOST/etc/pve/firewall"
  echo half >"$HOST/etc/pve/firewall/.960.fw.phoenix-tmp"
  lxc_manager create 960
  assert_equal "$(leftovers)" ''
}
