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
