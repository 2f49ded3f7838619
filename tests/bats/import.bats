#!/usr/bin/env bats
# Guests that exist already: seen by status --all, and printed as configuration that is planned empty.

load helpers
teardown() { drop_sandbox; }

ETC=usr/local/phoenix_hypervisor/etc

# A container that somebody made by hand: by_hand ID [OPTION...]
by_hand() {
  local id=$1
  shift
  on_host pct create "$id" local:vztmpl/debian-13-standard_13.6-1_amd64.tar.zst --hostname "hand-$id" \
    --memory 512 --rootfs quickOS-lxc-disks:4 --net0 "name=eth0,bridge=vmbr0,ip=10.0.0.$id/24,gw=10.0.0.1" "$@"
}
host_of_the_example() {
  sandbox "$ROOT/examples/etc" --time-scale 0
  on_host pveam update
  on_host pveam download local debian-13-standard_13.6-1_amd64.tar.zst
}

@test "status --all shows what nobody declared; import prints it, and the plan of that is empty" {
  host_of_the_example
  by_hand 105 --unprivileged 1 --onboot 1 --features nesting=1 --mp0 quickOS-lxc-disks:2,mp=/srv --start 1
  clear_log
  run -0 phoenix status --all
  assert_line --regexp '^105 +hand-105 +running +not declared +-$'
  assert_line --regexp '^910 +ledger +missing +- +-$'
  assert_equal "$(phoenix status --all --json | json 'value.guests.filter((one) => one.exists).map(({ id, declared }) => [id, declared])')" '[[105,false]]'
  run phoenix status --json
  refute_output --partial '"id":105'
  run --separate-stderr -0 phoenix import hand-105
  assert_equal "$stderr" 'note: 105 hand-105: no key holds these settings, which stay: arch: amd64; ostype: debian'
  assert_equal "$(json 'value.lxc_configs[105].cores ?? "as they are"' <<<"$output")" 'as they are'
  edit_config phoenix_lxc_configs.json "config.lxc_configs[105] = $output.lxc_configs[105]"
  run -0 phoenix plan hand-105 --detailed-exitcode
  run --separate-stderr -0 phoenix import
  assert_output '{}'
  assert_equal "$stderr" 'note: every guest of this host is declared; name one to print it'
  assert_equal "$(log_of changes)" ''
}

@test "what a plan would still do is told: a guest that does not run is started" {
  host_of_the_example
  by_hand 105 --cores 1
  run --separate-stderr -0 phoenix import 105
  assert_regex "$stderr" 'declared like this, a plan would start 105 \(declared guests run\)'
}

@test "--out-dir writes files where there are none yet, also on a host without configuration" {
  host_of_the_example
  by_hand 105 --cores 1 --onboot 1 --start 1
  rm "$HOST/$ETC"/*.json
  run -0 phoenix import --out-dir /root/lab --dry-run
  assert_line 'would write /root/lab/phoenix_lxc_configs.json'
  [ ! -e "$HOST/root/lab" ]
  run -0 phoenix import --out-dir /root/lab
  assert_line 'wrote /root/lab/phoenix_lxc_configs.json'
  [ ! -e "$HOST/root/lab/phoenix_vm_configs.json" ]
  run -1 phoenix import --out-dir /root/lab
  assert_line 'error: cannot write /root/lab/phoenix_lxc_configs.json: it is there already, and is not overwritten'
  cp "$HOST/root/lab/phoenix_lxc_configs.json" "$HOST/$ETC/"
  run -0 phoenix plan --detailed-exitcode
  assert_line 'Plan: 0 to create, 0 to change, 1 unchanged'
  rm "$HOST/$ETC/phoenix_lxc_configs.json"
  run -0 phoenix status --all
  assert_line --regexp '^105 .* not declared '
}

@test "what cannot be declared is an error, and the others are printed all the same" {
  host_of_the_example
  by_hand 105 --cores 1 --onboot 1 --start 1
  by_hand 106 --cores 1
  sed -i '/^net0/d' "$HOST/etc/pve/lxc/106.conf"
  run --separate-stderr -1 phoenix import
  assert_equal "$(json 'Object.keys(value.lxc_configs)' <<<"$output")" '["105"]'
  assert_regex "$stderr" 'error: cannot import 106 hand-106: it has no net0, and a declared container has one'
  sed -i 's/^hostname:.*/hostname: odd_name/' "$HOST/etc/pve/lxc/105.conf"
  run -1 phoenix import 105
  assert_output --partial 'error: cannot import 105 odd_name: name is "odd_name"'
  sed -i 's/^hostname:.*/hostname: hand-105/' "$HOST/etc/pve/lxc/105.conf"
  run -1 lxc_manager import --json
  assert_equal "$(json 'value.guests.map(({ id, cannot }) => [id, cannot !== undefined])' <<<"$output")" '[[105,false],[106,true]]'
}

@test "the password of a VM is not shown, and where it stands is" {
  host_of_the_example
  edit_config phoenix_vm_configs.json 'config.vms[0].user_config.password_hash = "$6$salt$hush"'
  phoenix create 8000
  run -0 phoenix import 8000
  refute_output --partial 'hush'
  assert_output --partial 'the password of phoenix_admin is not shown: user_config.password_hash is hashed_passwd in /'
  run -0 phoenix import 8000 --json
  refute_output --partial 'hush'
}

@test "a manager imports its own kind, and knows whose an id is" {
  host_of_the_example
  phoenix create 8000
  run -66 lxc_manager import 8000
  assert_line 'error: cannot import 8000: there is no container 8000 on this host'
  assert_line 'hint: 8000 is a VM'
  run --separate-stderr -0 on_host "$DIST/bin/managers/vm-manager" import 8000
  assert_equal "$(json 'value.vms.map(({ vmid, is_template }) => [vmid, is_template])' <<<"$output")" '[[8000,true]]'
  run -64 lxc_manager status 900 --all
  assert_output --partial 'name none beside it'
}
