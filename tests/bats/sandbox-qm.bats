#!/usr/bin/env bats
# The sandbox's qm on ZFS: what belongs to a disk goes with it, and what meets there waits or is refused.

load helpers

setup() {
  HOST=$BATS_TEST_TMPDIR/host
  "$DIST/pve-sandbox" init "$HOST" --bare
  printf 'zfspool: tank\n\tpool tank/vms\n\tcontent images,rootdir\n\n' >>"$HOST/etc/pve/storage.cfg"
  mkdir -p "$HOST/tank/vms" "$HOST/var/lib/vz/import"
  printf 'pve-sandbox image\nname: noble-server-cloudimg-amd64.img\nsize: 3758096384\n' \
    >"$HOST/var/lib/vz/import/noble.img"
  on_host qm create 8000 --name first --scsi0 tank:0,import-from=/var/lib/vz/import/noble.img \
    --ide2 tank:cloudinit --boot order=scsi0 --ipconfig0 ip=dhcp --net0 virtio,bridge=vmbr0 >/dev/null
}
teardown() { drop_sandbox; }

# The tree of a VM's disk: tree VOLUME
tree() { printf '%s' "$HOST/var/lib/pve-sandbox/trees/tank/$1"; }

@test "a disk's files go with its copies, its snapshots and its end" {
  echo one >"$(tree vm-8000-disk-0)/root/mark"
  on_host qm snapshot 8000 before >/dev/null
  echo two >"$(tree vm-8000-disk-0)/root/mark"
  on_host qm clone 8000 8001 >/dev/null
  assert_equal "$(cat "$(tree vm-8001-disk-0)/root/mark")" two
  on_host qm clone 8000 8002 --snapname before >/dev/null
  assert_equal "$(cat "$(tree vm-8002-disk-0)/root/mark")" one
  on_host qm rollback 8000 before
  assert_equal "$(cat "$(tree vm-8000-disk-0)/root/mark")" one
  on_host qm destroy 8001
  [ ! -e "$(tree vm-8001-disk-0)" ]
}

@test "a template lives as long as its linked clones" {
  on_host qm template 8000
  on_host qm clone 8000 8001 >/dev/null
  run on_host qm config 8001
  assert_line 'scsi0: tank:base-8000-disk-0/vm-8001-disk-0,size=3584M'
  run on_host qm destroy 8000
  assert_equal "$status" 255
  assert_output "base volume 'tank:base-8000-disk-0' is still in use by linked cloned"
  on_host qm destroy 8001
  on_host qm destroy 8000
}

@test "the cloud-init drive is another instance when its content changes" {
  local drive
  drive=$(tree vm-8000-cloudinit)
  on_host qm cloudinit update 8000
  local before
  before=$(cat "$drive/meta-data")
  on_host qm cloudinit update 8000
  assert_equal "$(cat "$drive/meta-data")" "$before"
  on_host qm set 8000 --ciuser someone >/dev/null
  assert_equal "$(cat "$drive/meta-data")" "$before"
  on_host qm cloudinit update 8000
  [ "$(cat "$drive/meta-data")" != "$before" ]
  grep -qx 'user: someone' "$drive/user-data"
  run on_host qm set 8000 --cicustom user=local:snippets/none.yml
  assert_success
  run on_host qm start 8000
  assert_equal "$status" 255
  assert_output "volume 'local:snippets/none.yml' does not exist"
}

@test "whoever holds a machine's lock is waited for" {
  on_host sh -c 'flock /var/lock/qemu-server/lock-8000.conf sleep 8 & sleep 0.3; qm set 8000 --memory 1024' \
    >"$BATS_TEST_TMPDIR/said" 2>&1 || local code=$?
  assert_equal "$code" 4
  assert_equal "$(cat "$BATS_TEST_TMPDIR/said")" "trying to acquire lock...
can't lock file '/var/lock/qemu-server/lock-8000.conf' - got timeout"
}

@test "what is pending takes effect at the stop, and a resize exits 0 whatever became of it" {
  on_host qm start 8000 >/dev/null
  on_host qm set 8000 --memory 1024 >/dev/null
  run on_host qm config 8000 --current 1
  refute_line 'memory: 1024'
  on_host qm stop 8000
  run on_host qm config 8000 --current 1
  assert_line 'memory: 1024'
  run on_host qm disk resize 8000 scsi0 1G
  assert_success
  assert_output 'shrinking disks is not supported'
}
