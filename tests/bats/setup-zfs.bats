#!/usr/bin/env bats
# phoenix setup: disks, pools, datasets and storages of a host that may carry somebody's data.

load helpers

A=/dev/disk/by-id/ata-Example_SSD_1TB_DISK0001
B=/dev/disk/by-id/ata-Example_SSD_1TB_DISK0002
ARC=/sys/module/zfs/parameters/zfs_arc_max

setup() {
  local etc=$BATS_TEST_TMPDIR/etc
  mkdir "$etc"
  cat >"$etc/phoenix_hypervisor_config.json" <<-EOF
	{
	  "proxmox_repository": "as-is",
	  "zfs": {
	    "arc_max_gb": 4,
	    "pools": [{ "name": "tank", "raid_level": "mirror", "disks": ["$A", "$B"] }],
	    "datasets": [
	      { "name": "guests", "pool": "tank", "properties": "recordsize=16K,quota=200G",
	        "proxmox_storage_type": "zfspool", "proxmox_content_type": "rootdir" },
	      { "name": "iso", "pool": "tank", "properties": "compression=zstd",
	        "proxmox_storage_type": "dir", "proxmox_content_type": "iso,vztmpl" }
	    ]
	  }
	}
	EOF
  sandbox "$etc" --bare
}
teardown() { drop_sandbox; }

disk() { "$DIST/pve-sandbox" disk "$HOST" "$@"; }
manager() { on_host "$DIST/bin/managers/hypervisor-manager" "$@"; }

# Everything that the host's own tools say of the disks.
disks() { on_host lsblk --json --bytes -o PATH,FSTYPE,LABEL,PTTYPE,MOUNTPOINTS; }

@test "from bare to done, and again: no changing command" {
  run -0 phoenix setup
  assert_line --regexp '^zfs +changed '
  assert_line --regexp '^storages +changed '
  assert_equal "$(on_host zpool list -H -o name)" tank
  assert_equal "$(on_host zfs get -H -p -o value recordsize,quota tank/guests | xargs)" "16384 214748364800"
  run -0 grep -A3 '^dir: tank-iso' "$HOST/etc/pve/storage.cfg"
  assert_line --partial 'path /tank/iso'
  assert_equal "$(cat "$HOST$ARC")" 4294967296
  clear_log
  run -0 phoenix setup
  refute_line --partial ' changed '
  assert_equal "$(log_of changes)" ''
  run -0 phoenix plan --host --detailed-exitcode
  assert_line 'Plan of the host: 0 to change, 2 as declared'
}

@test "the manager alone, in an empty directory, does the same" {
  run -0 on_host sh -c "mkdir /tmp/empty && cd /tmp/empty && \
    $DIST/bin/managers/hypervisor-manager setup --config /$BASE/etc/phoenix_hypervisor_config.json"
  assert_line --regexp '^zfs +changed '
  assert_equal "$(on_host zpool list -H -o name)" tank
  clear_log
  run -0 manager setup
  assert_equal "$(log_of changes)" ''
}

@test "what is altered by hand is the whole plan, and is put right" {
  phoenix setup
  on_host zfs set quota=1T recordsize=128K tank/guests
  on_host pvesm set tank-iso --content iso
  on_host zfs set sync=always tank/iso
  echo 0 >"$HOST$ARC"
  run -2 phoenix plan --host --detailed-exitcode
  assert_line '    set tank/guests: recordsize 128K -> 16K; quota 1T -> 200G'
  assert_line '    set tank-iso: content iso -> iso,vztmpl'
  assert_line '    cache limit now: zfs_arc_max as ZFS likes it -> 4 GiB'
  assert_line 'Plan of the host: 2 to change, 0 as declared'
  clear_log
  phoenix setup
  assert_equal "$(log_of changes | sort)" "pvesm set tank-iso --content iso,vztmpl
zfs set recordsize=16K quota=200G tank/guests"
  assert_equal "$(cat "$HOST$ARC")" 4294967296
  # What is not declared of a dataset stays.
  assert_equal "$(on_host zfs get -H -o value sync tank/iso)" always
}

@test "83-86: a disk that carries anything is left alone, until its serial number is given" {
  local before kind
  for kind in ext4 xfs ntfs LVM2_member linux_raid_member gpt dos crypto_LUKS; do
    disk "$A" --clear
    disk "$A" --signature "$kind" --label photos
    before=$(disks)
    run -65 phoenix setup
    assert_output --partial "cannot make pool tank of $A: it carries "
    assert_output --partial 'phoenix setup --wipe-disks=DISK0001'
    run -65 phoenix setup --wipe-disks=DISK0002,disk0001
    assert_equal "$(disks)" "$before"
  done
  run -64 phoenix setup --wipe-disks
  assert_output --partial 'there is nobody to ask'
  run -64 phoenix setup --wipe-disks --yes
  assert_equal "$(disks)" "$before"
  run -0 phoenix setup --wipe-disks=DISK0001
  assert_equal "$(on_host zpool list -H -o name)" tank
}

@test "a member of an exported pool is left alone; the declared pool itself is imported" {
  disk "$A" --signature zfs_member --pool photos
  run -65 phoenix setup
  assert_output --partial 'part of a ZFS pool "photos"'
  run -0 phoenix setup --wipe-disks=DISK0001
  on_host zpool export tank
  run -2 phoenix plan --host --detailed-exitcode
  assert_line "    import tank: pool tank is on this host's disks and not imported"
  run -0 phoenix setup
  assert_equal "$(on_host zpool list -H -o name)" tank
}

@test "mounted, swap, boot disk, holders: never, whatever is given" {
  local before
  refused() {
    before=$(disks)
    run -65 phoenix setup --wipe-disks=DISK0001,DISK0002,BOOT0001 --yes
    assert_output --partial "$1"
    assert_equal "$(disks)" "$before"
    disk "$A" --clear
  }
  disk "$A" --signature ext4 --mounted /srv
  refused 'is mounted at /srv'
  disk "$A" --signature swap --swap-on
  refused 'swap'
  disk "$A" --signature swap
  refused 'swap space'
  disk "$A" --signature linux_raid_member --holder md127
  refused 'is active on it'
  disk "$A" --signature vfat --boot
  refused 'is what this host runs from'
  edit_config phoenix_hypervisor_config.json \
    'config.zfs.pools[0].disks[0] = "/dev/disk/by-id/ata-Example_SSD_256GB_BOOT0001"'
  refused 'is what this host runs from'
}

@test "84: storages of others stay as they are, byte for byte" {
  # As Proxmox itself writes them.
  on_host mkdir -p /mnt/pve/media /mnt/pve/nfs-bulk
  on_host pvesm add pbs offsite --server 10.0.0.9 --datastore main --username backup@pbs --password x --content backup
  on_host pvesm add cifs media --server 10.0.0.8 --share media --content iso
  on_host pvesm add nfs nfs-bulk --server 10.0.0.7 --export /bulk --content images
  clear_log
  cp "$HOST/etc/pve/storage.cfg" "$BATS_TEST_TMPDIR/before"
  phoenix setup
  # What was there is the beginning of what is there.
  cmp -n "$(stat -c %s "$BATS_TEST_TMPDIR/before")" "$BATS_TEST_TMPDIR/before" "$HOST/etc/pve/storage.cfg"
  assert_equal "$(log_of changes | grep -c 'pvesm remove' || true)" 0
}

@test "97-100: what cannot be is told at once, before anything is changed" {
  edit_config phoenix_hypervisor_config.json '
    config.zfs.pools.push({ name: "fast", raid_level: "raidz1", disks: ["/dev/nope"] });
    config.zfs.datasets.push({ name: "x", pool: "nowhere" });
    config.zfs.datasets[0].proxmox_content_type = "iso";'
  clear_log
  run -65 phoenix setup
  assert_output --partial 'raidz1 needs at least 2 disks'
  assert_output --partial 'there is no such disk'
  assert_output --partial 'there is no pool nowhere'
  assert_output --partial 'a zfspool holds no iso'
  assert_output --partial 'nothing was changed'
  assert_equal "$(log_of changes)" ''
}

@test "a step that fails keeps back those that need it, and the next setup goes on" {
  fault --match '^zfs create' --nth 2 --fail 'cannot create: out of space'
  run -1 phoenix setup
  assert_line --regexp '^zfs +failed +cannot make dataset tank/iso'
  assert_line --regexp '^storages +skipped +because of zfs'
  clear_log
  run -0 phoenix setup
  assert_equal "$(log_of changes | head -1)" 'zfs create -p -o compression=zstd tank/iso'
}
