#!/usr/bin/env bats
# pct dies while it makes a volume for a container that exists: the next run frees what was left, and nothing
# that could be somebody's.

load helpers
load killed

setup_file() { prepare_hosts; }
teardown_file() { drop_hosts; }
teardown() { drop_sandbox; }

# 953 is to get a volume, and pct dies when it has made one and named it nowhere.
volume_left() {
  copy_of sources
  edit_config phoenix_lxc_configs.json '
    config.lxc_configs["953"].volumes = [{ name: "data", pool: "bulk-models", size_gb: 5, mount_point: "/data" }]'
  on_host pvesm alloc bulk-models 953 subvol-953-disk-7 5G
  fault --match '^pct set ' --nth 1 --kill allocated
  run --separate-stderr lxc_manager create 953
  assert_equal "$status" 1
  assert_regex "$stderr" 'error: cannot configure 953: pct set was killed'
  assert_regex "$stderr" 'hint: type the same command again: what was being made is then freed'
  assert_equal "$(leftovers | grep orphan | sort)" $'orphan bulk-models:subvol-953-disk-0\norphan bulk-models:subvol-953-disk-7'
}

@test "a volume that a killed pct set was making is freed, and no other one" {
  volume_left
  run --separate-stderr lxc_manager plan 953
  assert_line --partial 'pvesm free bulk-models:subvol-953-disk-0'
  refute_line --partial subvol-953-disk-7
  assert_equal "$(lxc_manager status 953 --json | json 'value.guests[0].drift')" true
  clear_log
  lxc_manager create 953 2>/dev/null
  assert_equal "$(log_of changes | head -n 2 | cut -d' ' -f1-3)" $'pvesm free bulk-models:subvol-953-disk-0\npct set 953'
  assert_equal "$(leftovers)" 'orphan bulk-models:subvol-953-disk-7'
  run lxc_manager plan 953
  assert_output --partial '0 to change'
}

@test "a volume that a killed pct set was making waits for a storage that does not tell what it has" {
  volume_left
  fault --match '^pvesm list ' --fail 'storage is not online' --exit 255
  clear_log
  run --separate-stderr lxc_manager create 953
  assert_equal "$status" 1
  assert_regex "$stderr" 'error: cannot change 953: storage bulk-models does not tell what it has'
  assert_regex "$stderr" 'hint: type pvesm list bulk-models to see what Proxmox says'
  assert_equal "$(log_of changes)" ''
  fault --clear
  lxc_manager create 953 2>/dev/null
  assert_equal "$(leftovers)" 'orphan bulk-models:subvol-953-disk-7'
}

@test "a volume that a killed pct set was making stays when somebody has given it a name" {
  volume_left
  on_host pct rescan --vmid 953
  lxc_manager create 953 2>/dev/null
  assert_equal "$(leftovers | sed 's/.*unused.: //' | sort)" $'bulk-models:subvol-953-disk-0\nbulk-models:subvol-953-disk-7'
}

@test "a volume that a killed pct set was making stays when another guest uses it" {
  volume_left
  on_host pct set 920 --mp7 bulk-models:subvol-953-disk-0,mp=/rescued
  lxc_manager create 953 2>/dev/null
  assert_equal "$(log_of changes | grep '^pvesm free')" ''
  assert_equal "$(leftovers)" 'orphan bulk-models:subvol-953-disk-7'
}

@test "a volume that a killed pct set was making stays when its directory is mounted by hand" {
  volume_left
  on_host pct set 953 --mp8 /bulk/models/subvol-953-disk-0,mp=/rescued
  lxc_manager create 953 2>/dev/null
  assert_equal "$(log_of changes | grep '^pvesm free')" ''
}

@test "where more has come than a killed pct set was to make, nothing is freed" {
  volume_left
  on_host pvesm alloc bulk-models 953 subvol-953-backup 5G
  lxc_manager create 953 2>/dev/null
  assert_equal "$(log_of changes | grep '^pvesm free')" ''
  assert_equal "$(leftovers | wc -l)" 3
}

@test "after a pct set that was refused, what is made by hand is not taken for its volume" {
  copy_of sources
  edit_config phoenix_lxc_configs.json '
    config.lxc_configs["953"].volumes = [{ name: "data", pool: "bulk-models", size_gb: 5, mount_point: "/data" }]'
  fault --match '^pct set ' --nth 1 --fail 'unable to create: out of space' --exit 255
  run lxc_manager create 953
  assert_equal "$status" 1
  on_host pvesm alloc bulk-models 953 subvol-953-disk-0 5G
  clear_log
  lxc_manager create 953 2>/dev/null
  assert_equal "$(log_of changes | grep '^pvesm free')" ''
  assert_equal "$(leftovers)" 'orphan bulk-models:subvol-953-disk-0'
}

@test "a mark of volumes ends with the first verb that finds them named" {
  copy_of sources
  edit_config phoenix_lxc_configs.json '
    config.lxc_configs["953"].volumes = [{ name: "data", pool: "bulk-models", size_gb: 5, mount_point: "/data" }]'
  fault --match '^pct set ' --nth 1 --kill-caller
  run lxc_manager create 953
  until grep -q '^mp.: bulk-models' "$HOST/etc/pve/lxc/953.conf"; do sleep 0.1; done
  [ -e "$HOST/var/log/phoenix/making/lxc-953.volumes.json" ]
  lxc_manager start 953 2>/dev/null
  [ ! -e "$HOST/var/log/phoenix/making/lxc-953.volumes.json" ]
}

@test "a volume that a killed pct set was making goes with create and delete when its guest is gone" {
  local verb
  for verb in create delete; do
    volume_left
    on_host pct stop 953
    on_host pct destroy 953
    clear_log
    lxc_manager "$verb" 953 --yes 2>/dev/null
    assert_equal "$(log_of changes | grep '^pvesm free')" 'pvesm free bulk-models:subvol-953-disk-0'
    assert_equal "$(leftovers)" 'orphan bulk-models:subvol-953-disk-7'
  done
}

@test "a storage that does not tell holds up nobody who makes no volumes, and nobody when it was taken out" {
  volume_left
  edit_config phoenix_lxc_configs.json 'config.lxc_configs["953"].volumes = []'
  on_host pvesm set bulk-models --disable 1
  run --separate-stderr lxc_manager create 953
  assert_equal "$status" 0
  assert_regex "$stderr" 'storage bulk-models does not tell what it has, and a pct set that was cut off may have left a volume of 953 there; type pvesm list bulk-models'
  [ -e "$HOST/var/log/phoenix/making/lxc-953.volumes.json" ]
  on_host pvesm remove bulk-models
  run --separate-stderr lxc_manager create 953
  assert_equal "$status" 0
  refute_regex "$stderr" 'does not tell'
  [ ! -e "$HOST/var/log/phoenix/making/lxc-953.volumes.json" ]
}

@test "of a mark that cannot be understood it is told once" {
  copy_of sources
  echo '{' >"$HOST/var/log/phoenix/making/lxc-953.volumes.json"
  run --separate-stderr lxc_manager create 953
  assert_equal "$status" 0
  assert_regex "$stderr" 'lxc-953.volumes.json cannot be understood and is ignored'
  [ ! -e "$HOST/var/log/phoenix/making/lxc-953.volumes.json" ]
}
