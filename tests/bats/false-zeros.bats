#!/usr/bin/env bats
# Commands of Proxmox that exit 0 although they did nothing: it is noticed, told with what was
# expected and what is, later operations of that guest do not run, and the next run mends it.

load helpers
load killed

setup_file() { prepare_hosts; }
teardown_file() { drop_hosts; }
teardown() { drop_sandbox; }

# The commands of a pattern claim to have done their work, for one run of create, which has to fail
# with this error; afterwards nothing more was changed: claimed PATTERN ID ERROR-PATTERN
claimed() {
  fault --match "$1" --fail 'nothing happened' --exit 0
  run --separate-stderr lxc_manager create "$2"
  fault --clear
  assert_equal "$status" 1
  assert_regex "$stderr" "error: $3"
  [[ $1 == '^pct push'* ]] || assert_regex "$stderr" '; the last that it said: nothing happened'
  assert_regex "$stderr" 'log: /var/log/phoenix/'
  assert_output --partial "$2 "
  assert_output --partial 'failed'
}

# The last command that ran: last_command PATTERN
last_command() { assert_regex "$(log_of proxmox | tail -n 1)" "$1"; }

# The next run ends with the guest as declared.
mended() {
  lxc_manager create "$1" 2>/dev/null
  whole "$1" "$(guest_state "$1")"
}

@test "pct push" {
  copy_of empty
  claimed '^pct push .*app_llm' 960 'cannot run application script app_llm.sh in 960: pct push to 960 exited 0 but a file is not in the guest as it was sent: /tmp/phoenix_run/app_llm.sh in the guest is missing, sent was SHA-256 [0-9a-f]{64}'
  last_command '^pct exec 960 -- sh -s -- application '
  [ ! -e "$HOST/fast/guests/subvol-960-disk-0/opt/application" ]
  mended 960
  assert_equal "$(said_twice 960)" 0
}

@test "pct push of a file beside the script" {
  copy_of sources
  claimed '^pct push .*configs.json' 950 'cannot run application script app_llm.sh in 950: pct push to 950 exited 0'
  mended 950
}

@test "pct push of a test" {
  copy_of sources
  lxc_manager create 950 2>/dev/null
  fault --match '^pct push .*pass.sh' --fail 'nothing happened' --exit 0
  run lxc_manager test 950
  assert_failure
  assert_output --partial 'pct push to 950 exited 0'
}

@test "pct resize" {
  copy_of sources
  claimed '^pct resize ' 950 'cannot grow rootfs of 950: pct resize of 950 exited 0 but rootfs is 32G, wanted 64G'
  last_command '^pct resize '
  mended 950
}

@test "pct template" {
  copy_of empty
  edit_config phoenix_lxc_configs.json 'config.lxc_configs["900"].is_template = true'
  claimed '^pct template ' 900 'cannot convert 900 to a template: pct template of 900 exited 0 but template is not set, wanted 1'
  last_command '^pct template '
  mended 900
  run cat "$HOST/etc/pve/lxc/900.conf"
  assert_line 'template: 1'
}

@test "pveam download" {
  copy_of empty
  rm "$HOST"/bulk/iso/template/cache/*
  claimed '^pveam download ' 900 'cannot download template .* for 900: pveam download of 900 exited 0 but .*ubuntu-24.04-standard_24.04-2_amd64.tar.zst does not exist'
  last_command '^pveam download '
  assert_equal "$(guests_on_host)" ''
  mended 900
}

@test "pct set" {
  copy_of sources
  claimed '^pct set ' 950 'cannot configure 950: pct set of 950 exited 0 but memory is 8192, wanted 16384'
  last_command '^pct set '
  mended 950
}

@test "pct create" {
  copy_of empty
  claimed '^pct create ' 960 'cannot create 960 from .*: pct create of 960 exited 0 but /etc/pve/lxc/960.conf does not exist'
  last_command '^pct create '
  mended 960
}

@test "pct clone" {
  copy_of template
  claimed '^pct clone ' 901 'cannot clone 901 from 900: pct clone of 901 exited 0 but /etc/pve/lxc/901.conf does not exist'
  last_command '^pct clone '
  mended 901
}

@test "pct snapshot" {
  copy_of template
  claimed '^pct snapshot ' 901 'cannot take snapshot pre-configured of 901: pct snapshot of 901 exited 0 but there is no section \[pre-configured\]'
  last_command '^pct snapshot '
  mended 901
}

@test "pct destroy" {
  copy_of template
  fault --match '^pct destroy ' --fail 'nothing happened' --exit 0
  run --separate-stderr lxc_manager delete 900 --yes
  assert_equal "$status" 1
  assert_regex "$stderr" 'error: cannot destroy 900: pct destroy of 900 exited 0 but /etc/pve/lxc/900.conf is still there'
  fault --clear
  lxc_manager delete 900 --yes
  assert_equal "$(guests_on_host)" ''
}

@test "a guest that failed does not keep the next of the same call from being made" {
  copy_of sources
  fault --match '^pct resize 950' --fail 'nothing happened' --exit 0
  run --separate-stderr lxc_manager create 950 902 --json
  assert_equal "$status" 1
  assert_equal "$(json 'value.guests.map((guest) => guest.outcome)' <<<"$output")" '["failed","created"]'
  assert_regex "$(json 'value.guests[0].error.message' <<<"$output")" 'rootfs is 32G, wanted 64G'
}
