#!/usr/bin/env bats
# Disks, pools and datasets of the sandbox, as a setup of the host meets them.

load helpers

A=/dev/disk/by-id/ata-Example_SSD_1TB_DISK0001
B=/dev/disk/by-id/ata-Example_SSD_1TB_DISK0002
N=/dev/disk/by-id/nvme-Example_SSD_2TB_DISK0003

setup() {
  local etc=$BATS_TEST_TMPDIR/etc
  mkdir "$etc"
  cat >"$etc/phoenix_hypervisor_config.json" <<-EOF
	{ "zfs": { "pools": [
	  { "name": "tank", "raid_level": "mirror", "disks": ["$A", "$B"] },
	  { "name": "fast", "disks": ["$N"] }
	] } }
	EOF
  sandbox "$etc" --bare
}
teardown() { drop_sandbox; }
disk() { "$DIST/pve-sandbox" disk "$HOST" "$@"; }

@test "a bare host has the declared disks, empty, and the one that it boots from" {
  run on_host lsblk -d -n -o NAME,SERIAL,FSTYPE,TYPE
  assert_line --regexp '^sda +BOOT0001 +disk$'
  assert_line --regexp '^sdb +DISK0001 +disk$'
  assert_line --regexp '^nvme0n1 +DISK0003 +disk$'
  assert_equal "$(on_host readlink -f "$A")" /dev/sdb
  assert_equal "$(on_host lsblk -J -b -o NAME,SIZE,SERIAL "$A" | json 'value.blockdevices')" \
    '[{"name":"sdb","size":1000204886016,"serial":"DISK0001"}]'
  assert_equal "$(on_host lsblk -J -o MOUNTPOINTS,TYPE,PKNAME /dev/mapper/pve-root | json 'value.blockdevices')" \
    '[{"mountpoints":["/"],"type":"lvm","pkname":"sda3"}]'
  assert_equal "$(on_host pvs --noheadings -o vg_name /dev/sda3 | xargs)" pve
  run on_host lsblk /dev/nope
  assert_equal "$status" 32
  assert_output 'lsblk: /dev/nope: not a block device'
}

@test "signatures are told by every program, stop zpool, and go with wipefs" {
  disk "$A" --signature ext4 --label data
  assert_equal "$(on_host blkid -p -o value -s TYPE "$A")" ext4
  assert_equal "$(on_host wipefs --no-act --json "$A" | json 'value.signatures.map(({device, offset, type, label}) => [device, offset, type, label])')" \
    '[["sdb","0x438","ext4","data"]]'
  run on_host zpool create tank mirror "$A" "$B"
  assert_equal "$status" 1
  assert_output "invalid vdev specification
use '-f' to override the following errors:
$A contains a filesystem of type 'ext4'"
  on_host wipefs -a "$A"
  run on_host blkid -p "$A"
  assert_equal "$status" 2
  on_host zpool create tank mirror "$A" "$B"
}

@test "a disk in use is refused, whoever uses it" {
  disk "$A" --signature xfs --mounted /data
  disk "$B" --signature linux_raid_member --holder md127
  disk "$N" --swap-on
  for at in "$A" "$B" "$N" /dev/sda; do
    run on_host wipefs -a "$at"
    assert_equal "$status" 1
    assert_output "wipefs: error: $at: probing initialization failed: Device or resource busy"
    run on_host zpool create -f tank "$at"
    assert_equal "$status" 1
    assert_output --partial "$at is in use"
  done
  assert_equal "$(on_host findmnt -n -o TARGET --source "$A")" /data
  assert_equal "$(on_host swapon --show --noheadings --raw | wc -l)" 2
  run on_host findmnt /nothing-here
  assert_equal "$status" 1
}

@test "a pool holds its disks until it is destroyed" {
  run on_host zpool create -n tank mirror "$A" "$B"
  assert_output "would create 'tank' with the following layout:

	tank
	  mirror
	    ata-Example_SSD_1TB_DISK0001
	    ata-Example_SSD_1TB_DISK0002"
  assert_equal "$(on_host zpool list -H)" ''
  on_host zpool create -o ashift=12 -O compression=lz4 tank mirror "$A" "$B"
  assert_equal "$(on_host zpool list -H -o name,health)" $'tank\tONLINE'
  assert_equal "$(on_host zpool get -H -p -o value,source ashift tank)" $'12\tlocal'
  on_host zpool status -P tank | grep -q "^	    $A-part1 "
  assert_equal "$(on_host zpool status -j | json 'Object.keys(value.pools.tank.vdevs.tank.vdevs["mirror-0"].vdevs).length')" 2
  assert_equal "$(on_host lsblk -n -l -o NAME,FSTYPE "$A" | xargs)" 'sdb sdb1 zfs_member sdb9'
  run on_host wipefs -a "$A"
  assert_failure 1
  run on_host zpool create -f other "$A"
  assert_output "$A is in use and contains a unknown filesystem."
  run on_host zpool create -f tank "$N"
  assert_output "cannot create 'tank': pool already exists"
  on_host zpool destroy tank
  [ ! -e "$HOST/tank" ]
  on_host zpool create tank mirror "$A" "$B"
}

@test "a pool that was exported elsewhere is told of, refused as a disk, and can be imported" {
  disk "$N" --pool old
  run on_host zpool create fast "$N"
  assert_line "$N is part of exported pool 'old'"
  run on_host zpool import
  assert_line '   pool: old'
  on_host zpool import old
  assert_equal "$(on_host zfs list -H -o name,mountpoint)" $'old\t/old'
  echo kept >"$HOST/old/file"
  on_host zpool export old
  [ ! -e "$HOST/old" ]
  on_host zpool import -d /dev/disk/by-id old
  assert_equal "$(cat "$HOST/old/file")" kept
}

@test "properties are checked, kept exactly and inherited" {
  on_host zpool create -O compression=lz4 -O atime=off tank "$A"
  on_host zfs create -o recordsize=16K -o quota=200G tank/guests
  on_host zfs create tank/guests/one
  assert_equal "$(on_host zfs get -H -p -o property,value,source recordsize,quota,compression,atime,sync tank/guests/one)" \
    "recordsize	16384	inherited from tank/guests
quota	0	default
compression	lz4	inherited from tank
atime	off	inherited from tank
sync	standard	default"
  assert_equal "$(on_host zfs get -H -o value recordsize,quota tank/guests | xargs)" '16K 200G'
  on_host zfs set recordsize=1M org:note='two words' tank/guests
  assert_equal "$(on_host zfs get -H -p -o value recordsize,org:note tank/guests/one | paste -sd,)" '1048576,two words'
  on_host zfs inherit recordsize tank/guests
  assert_equal "$(on_host zfs get -H -o value,source recordsize tank/guests/one)" $'128K\tdefault'
  while IFS='|' read -r set words; do
    run on_host zfs set "$set" tank/guests
    assert_equal "$status" 1
    assert_output --partial "cannot set property for 'tank/guests': $words"
  done <<-EOF
	quota=foo|bad numeric value 'foo'
	quota=4K|size is less than current used or reserved space
	foo=bar|invalid property 'foo'
	compression=best|'compression' must be one of 'on | off | lzjb |
	recordsize=100K|'recordsize' must be power of 2 from 512B to 16M
	EOF
}

@test "a dataset is a directory at its mount point" {
  on_host zpool create tank "$A"
  on_host zfs create -p tank/a/b
  echo content >"$HOST/tank/a/b/file"
  on_host zfs set mountpoint=/srv/moved tank/a
  assert_equal "$(cat "$HOST/srv/moved/b/file")" content
  [ ! -e "$HOST/tank/a" ]
  assert_equal "$(on_host findmnt -n -o SOURCE,FSTYPE --target /srv/moved/b/file | xargs)" 'tank/a/b zfs'
  on_host zfs unmount tank/a/b
  [ ! -e "$HOST/srv/moved/b" ]
  on_host zfs mount tank/a/b
  [ -e "$HOST/srv/moved/b/file" ]
  run on_host zfs destroy tank/a
  assert_failure 1
  assert_line "cannot destroy 'tank/a': filesystem has children"
  on_host zfs destroy -r tank/a
  assert_equal "$(on_host zfs list -H -o name)" tank
  [ ! -e "$HOST/srv/moved" ]
}

@test "a storage stands on a pool that is there, and its volumes are datasets" {
  run on_host pvesm add zfspool vms --pool tank/vms --content images,rootdir
  assert_equal "$status" 2
  assert_output --partial "could not activate storage 'vms', zfs error: cannot import 'tank': no such pool available"
  on_host zpool create tank "$A"
  on_host zfs create tank/vms
  on_host pvesm add zfspool vms --pool tank/vms --content images,rootdir
  grep -q 'mountpoint /tank/vms' "$HOST/etc/pve/storage.cfg"
  on_host pvesm alloc vms 900 subvol-900-disk-0 4G --format subvol
  assert_equal "$(on_host zfs get -H -p -o value refquota tank/vms/subvol-900-disk-0)" 4294967296
  on_host zfs set org:note=mine tank/vms/subvol-900-disk-0
  on_host pvesm free vms:subvol-900-disk-0
  assert_equal "$(on_host zfs list -H -o name -r tank/vms)" tank/vms
}

@test "the log tells changes from questions, and faults strike" {
  clear_log
  on_host zpool create tank "$A"
  on_host zpool list -H >/dev/null
  on_host zpool create -n fast "$N" >/dev/null
  on_host lsblk >/dev/null
  on_host wipefs "$N"
  on_host zfs get -H all tank >/dev/null
  on_host udevadm settle
  on_host zfs create tank/x
  on_host zfs set atime=off tank/x
  assert_equal "$(log_of changes)" "zpool create tank $A
zfs create tank/x
zfs set atime=off tank/x"
  fault --match '^zfs create' --fail 'cannot create: out of order' --exit 1
  run on_host zfs create tank/y
  assert_equal "$status" 1
  assert_output 'cannot create: out of order'
}

@test "a host that is set up has its pools on their disks, and the limit of the cache is a file" {
  drop_sandbox
  sandbox
  assert_equal "$(on_host zpool list -H -o name | paste -sd,)" bulk,fast,rpool
  assert_equal "$(on_host zfs get -H -o value,source recordsize bulk/models)" $'1M\tlocal'
  on_host zpool status -P fast | grep -q '/dev/disk/by-id/nvme-A-part1'
  assert_equal "$(on_host findmnt -n -o SOURCE /)" rpool/ROOT/pve-1
  on_host sh -c 'echo 4294967296 >/sys/module/zfs/parameters/zfs_arc_max'
  assert_equal "$(on_host cat /sys/module/zfs/parameters/zfs_arc_max)" 4294967296
}
