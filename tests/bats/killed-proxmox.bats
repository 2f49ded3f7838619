#!/usr/bin/env bats
# Proxmox's own command is killed (SIGKILL, its whole process group) in each phase of a creation:
# the run says so, the next one recognises what is half-made and makes it again. What Phoenix did
# not begin itself it leaves alone.

load helpers
load killed

setup_file() { prepare_hosts; }
teardown_file() { drop_hosts; }
teardown() { drop_sandbox; }

# A run in which the command dies, then one that is to make the guest: killed_in HOST ID COMMAND PHASE
killed_in() {
  local id=$2 command=$3 phase=$4
  copy_of "$1"
  fault --match "^pct $command " --nth 1 --kill "$phase"
  run --separate-stderr lxc_manager create "$id"
  assert_equal "$status" 1
  assert_regex "$stderr" "error: cannot $command $id from [^ ]+: pct $command was killed"
  assert_regex "$stderr" 'hint: type the same command again'
  assert_regex "$(log_of changes | tail -n 1)" "^pct $command "
  lxc_manager create "$id" 2>/dev/null
  whole "$id" "$wanted" || fail "killed while $phase"
  assert_equal "$(said_twice "$id")" 0
}

# What the guest is like when nothing goes wrong.
undisturbed() {
  copy_of "$1"
  lxc_manager create "$2" 2>/dev/null
  wanted=$(guest_state "$2")
}

@test "pct create of a template, in each phase" {
  undisturbed empty 900
  local phase
  for phase in allocating extracting sshkeys finishing; do killed_in empty 900 create "$phase"; done
}

@test "pct create with every setting given, in each phase" {
  undisturbed empty 960
  local phase
  for phase in allocating extracting sshkeys finishing; do killed_in empty 960 create "$phase"; done
}

@test "one killed late carries no lock and starts, and is made again all the same" {
  copy_of empty
  fault --match '^pct create ' --nth 1 --kill sshkeys
  run lxc_manager create 960
  assert_equal "$status" 1
  run grep -c '^lock:' "$HOST/etc/pve/lxc/960.conf"
  assert_output 0
  [ ! -e "$HOST/fast/guests/subvol-960-disk-0/etc/ssh/ssh_host_ed25519_key" ]
  run --separate-stderr lxc_manager plan 960
  assert_line --partial 'pct destroy 960 --purge 1 --destroy-unreferenced-disks 1'
  lxc_manager create 960 2>/dev/null
  [ -e "$HOST/fast/guests/subvol-960-disk-0/etc/ssh/ssh_host_ed25519_key" ]
}

@test "pct clone of a template, in each phase" {
  undisturbed template 901
  local phase
  for phase in reserved copying copied finishing; do killed_in template 901 clone "$phase"; done
}

@test "pct clone of a container, in each phase" {
  undisturbed sources 950
  local phase
  for phase in reserved copying copied finishing; do killed_in sources 950 clone "$phase"; done
}

# The whole of phoenix, which brings the source in the same call: killed_under_phoenix HOST ID COMMAND PHASE
killed_under_phoenix() {
  local id=$2 command=$3 phase=$4
  copy_of "$1"
  fault --match "^pct $command " --nth 1 --kill "$phase"
  run --separate-stderr phoenix create "$id"
  assert_equal "$status" 1
  assert_regex "$stderr" "cannot $command $id from [^ ]+: pct $command was killed"
  run --separate-stderr phoenix create "$id"
  [ "$status" -eq 0 ] || fail "killed while $phase: $stderr"
  whole "$id" "$wanted" || fail "killed while $phase"
  assert_equal "$(said_twice "$id")" 0
}

@test "phoenix makes again what it made with its source in one call" {
  undisturbed template 953
  local phase
  for phase in reserved copying copied finishing; do killed_under_phoenix template 953 clone "$phase"; done
  undisturbed empty 900
  for phase in allocating extracting sshkeys finishing; do killed_under_phoenix empty 900 create "$phase"; done
}

@test "a source that a killed clone left locked is freed by whatever names it alone" {
  local verb
  for verb in create start; do
    copy_of sources
    fault --match '^pct clone ' --nth 1 --kill copying
    run lxc_manager create 950
    assert_equal "$status" 1
    grep -q '^lock: disk' "$HOST/etc/pve/lxc/920.conf"
    clear_log
    phoenix "$verb" 920 2>"$BATS_TEST_TMPDIR/told" || fail "$verb: $(cat "$BATS_TEST_TMPDIR/told")"
    assert_equal "$(log_of changes | grep -c '^pct unlock 920$')" 1
    refute grep -q '^lock:' "$HOST/etc/pve/lxc/920.conf"
    phoenix create 950 2>"$BATS_TEST_TMPDIR/told" || fail "$verb, create: $(cat "$BATS_TEST_TMPDIR/told")"
    assert_equal "$(leftovers)" ''
  done
}

@test "delete takes a half-made clone away and frees its source" {
  copy_of template
  fault --match '^pct clone ' --nth 1 --kill copying
  run lxc_manager create 901
  assert_equal "$status" 1
  lxc_manager delete 901 --yes 2>/dev/null
  assert_equal "$(guests_on_host)" 900
  assert_equal "$(volumes_on_host)" subvol-900-disk-0
  assert_equal "$(leftovers)" ''
}

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
  assert_regex "$stderr" 'storage bulk-models does not tell what it has, and a pct set that was cut off may have left a volume of 953 there'
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

# Everything on the host that belongs to guests, as one line.
host_hash() {
  (cd "$HOST" && find etc/pve fast bulk var/log/phoenix/making -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum)
}

# The same, once what the killed command left behind has come to its end.
settled_hash() {
  local before=
  until [ "$(host_hash)" = "$before" ]; do
    before=$(host_hash)
    sleep 0.5
  done
  echo "$before"
}

# A half-made guest that no mark explains: left_alone ID PATTERN-OF-THE-HINT
left_alone() {
  local before
  rm "$HOST"/var/log/phoenix/making/*
  before=$(settled_hash)
  clear_log
  run --separate-stderr lxc_manager create "$1"
  assert_equal "$status" 1
  assert_regex "$stderr" "error: $1 is locked \(create\), and no work of phoenix explains it"
  assert_regex "$stderr" "hint: .*pct unlock $1, then pct destroy $1 --destroy-unreferenced-disks 1; .*keep it"
  assert_equal "$(log_of changes)" ''
  assert_equal "$(host_hash)" "$before"
}

@test "without a mark a half-made container is left alone, with an error that says how to decide" {
  copy_of empty
  fault --match '^pct create ' --nth 1 --kill extracting
  run lxc_manager create 900
  left_alone 900
  copy_of template
  fault --match '^pct clone ' --nth 1 --kill copying
  run lxc_manager create 901
  left_alone 901
}

@test "a source that somebody else locked is named, and nothing is begun" {
  copy_of template
  sed -i '1i lock: backup' "$HOST/etc/pve/lxc/900.conf"
  run --separate-stderr lxc_manager create 901
  assert_equal "$status" 1
  assert_regex "$stderr" 'error: cannot clone 901 from 900: 900 is locked \(backup\)'
  assert_regex "$stderr" 'hint: .*pct unlock 900'
  assert_equal "$(log_of changes)" ''
}

# A container of somebody else, made by hand.
foreign() {
  on_host pct create "$1" bulk-iso:vztmpl/ubuntu-24.04-standard_24.04-2_amd64.tar.zst --rootfs fast-guests:4 --hostname foreign
  echo precious >"$HOST/fast/guests/subvol-$1-disk-0/opt/data"
}

foreign_is_whole() {
  assert_equal "$(cat "$HOST/fast/guests/subvol-$1-disk-0/opt/data")" precious
  refute [ "$(log_of changes | grep -cE '^pct (destroy|unlock|rollback) ')" -gt 0 ]
}

# It appears while our command is on its way: Proxmox refuses, and so ends what we had begun.
overtaken() {
  local id=$2 command=$3
  copy_of "$1"
  foreign "$id"
  mv "$HOST/etc/pve/lxc/$id.conf" "$BATS_TEST_TMPDIR/foreign.conf"
  clear_log
  echo "{\"timeScale\":1,\"latencies\":{\"pct\":0,\"pct $command\":2}}" >"$HOST/var/lib/pve-sandbox/settings.json"
  lxc_manager create "$id" 2>"$BATS_TEST_TMPDIR/told" &
  until [ -e "$HOST/var/log/phoenix/making/lxc-$id.json" ]; do sleep 0.05; done
  mv "$BATS_TEST_TMPDIR/foreign.conf" "$HOST/etc/pve/lxc/$id.conf"
  local code=0
  wait $! || code=$?
  assert_equal "$code" 1
  run cat "$BATS_TEST_TMPDIR/told"
  assert_output --partial "CT $id already exists on node 'pve'"
  foreign_is_whole "$id"
  assert_equal "$(leftovers)" ''
  rm "$HOST/var/lib/pve-sandbox/settings.json"
  run lxc_manager create "$id"
  foreign_is_whole "$id"
}

@test "a container of somebody else that takes the id first is not destroyed" {
  overtaken empty 900 create
  overtaken template 901 clone
}

@test "neither is one made after a run that was killed before it made anything" {
  local prepared id
  while read -r prepared id; do
    copy_of "$prepared"
    fault --match '^pct (create|clone) ' --nth 1 --kill-caller --abort
    run lxc_manager create "$id"
    assert_equal "$status" 137
    fault --clear
    foreign "$id"
    clear_log
    run lxc_manager create "$id"
    foreign_is_whole "$id"
    run lxc_manager create "$id"
    foreign_is_whole "$id"
  done <<'END'
empty 900
template 901
END
}
