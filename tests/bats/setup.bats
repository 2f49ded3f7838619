#!/usr/bin/env bats
# phoenix setup: a whole host, from a fresh installation to what is declared, and kept there.

load helpers

EXAMPLE=$ROOT/examples/etc
CONFIGS=${PHOENIX_SHARED_CONFIGS:-$ROOT/../shared/configs}

teardown() { drop_sandbox; }

manager() { on_host "$DIST/bin/managers/hypervisor-manager" "$@"; }

# Steps of the last run by what became of them: outcomes changed
outcomes() { json "value.steps.filter(({outcome}) => outcome === '$1').map(({step}) => step).join(' ')"; }

# Causes of all that a plan would do.
causes() { phoenix plan --host --json | json 'value.steps.flatMap(({operations}) => operations.map(({cause}) => cause)).join("\n")'; }

nothing_left() {
  clear_log
  run -0 phoenix plan --host --detailed-exitcode
  run -0 --separate-stderr phoenix setup --json
  assert_equal "$(outcomes changed <<<"$output")" ''
  assert_equal "$(log_of changes)" ''
}

@test "the example, from a fresh installation to done, and again nothing" {
  sandbox "$EXAMPLE" --bare
  run -0 phoenix setup
  assert_line --regexp '^samba +changed '
  nothing_left
  run -0 on_host zpool list -H -o name
  assert_line quickOS
  run -0 on_host showmount -e
  assert_output --partial /fastData/shared-data
  run -0 phoenix runs
  assert_output --partial 'phoenix setup'
  run -0 phoenix status --run last zfs
  assert_output --partial 'ZFS pools'
  run -0 phoenix logs last zfs
  assert_output --partial 'pool quickOS'
}

@test "the same on Proxmox VE 8" {
  sandbox "$EXAMPLE" --bare --pve 8
  run -0 phoenix setup
  nothing_left
}

@test "the manager alone comes to the same host as phoenix" {
  local state
  sandbox "$EXAMPLE" --bare
  phoenix setup
  state=$(on_host sh -c 'cat /etc/exports.d/* /etc/samba/phoenix.conf /etc/pve/storage.cfg /etc/apt/sources.list.d/*; zfs get -H -o name,property,value quota,recordsize,compression')
  drop_sandbox
  sandbox "$EXAMPLE" --bare
  on_host sh -c "mkdir /tmp/alone && cd /tmp/alone && $DIST/bin/managers/hypervisor-manager setup"
  assert_equal "$(on_host sh -c 'cat /etc/exports.d/* /etc/samba/phoenix.conf /etc/pve/storage.cfg /etc/apt/sources.list.d/*; zfs get -H -o name,property,value quota,recordsize,compression')" "$state"
  nothing_left
}

@test "89: a real lab goes on after the restart that its driver needs" {
  [ -d "$CONFIGS/ai-lab-2025-09-30" ] || skip 'the configuration of that lab is not here'
  sandbox "$CONFIGS/ai-lab-2025-09-30/etc" --bare
  run -0 phoenix setup
  assert_line --regexp '^nvidia +changed .*needs a restart of the host'
  assert_line --regexp '^gpu +skipped +until the host was restarted'
  assert_line 'next: restart the host, then phoenix setup goes on'
  run -2 phoenix plan --host --detailed-exitcode
  clear_log
  phoenix setup
  assert_equal "$(log_of changes)" ''
  "$DIST/pve-sandbox" machine "$HOST" --reboot
  run -0 phoenix setup
  assert_line --regexp '^nvidia +changed '
  assert_line --regexp '^gpu +changed '
  nothing_left
}

@test "what is altered by hand is exactly what the plan shows, and what setup puts right" {
  sandbox "$EXAMPLE" --bare
  phoenix setup
  on_host usermod --shell /usr/bin/false phoenix_admin
  on_host timedatectl set-timezone Etc/UTC
  on_host zfs set quota=1G fastData/shared-data
  on_host pvesm set fastData-shared-iso --content iso
  on_host exportfs -u 10.0.0.0/24:/fastData/shared-data
  on_host pveum user modify phoenix_admin@pam --enable 0
  on_host sh -c 'echo "phoenix_admin ALL=(ALL) NOPASSWD: ALL" >/etc/sudoers.d/phoenix_phoenix_admin'
  on_host sed -i 's/read only = no/read only = yes/' /etc/samba/phoenix.conf
  on_host sed -i '/pve-no-subscription/d' /etc/apt/sources.list.d/phoenix-proxmox.sources
  on_host apt-get remove -y htop
  assert_equal "$(causes)" 'pve-no-subscription is off -> on
before packages are installed
htop is not installed
time zone Etc/UTC -> Europe/Berlin
quota 1G -> 200G
content iso -> iso,snippets,vztmpl
/fastData/shared-data to 10.0.0.0/24 is not exported
shell of phoenix_admin /usr/bin/false -> /bin/bash
/etc/sudoers.d/phoenix_phoenix_admin was altered
phoenix_admin@pam is disabled in Proxmox
shares: read only = yes -> read only = no
its settings have changed'
  run -0 --separate-stderr phoenix setup --json
  assert_equal "$(outcomes changed <<<"$output")" 'repositories packages time zfs storages nfs users samba'
  nothing_left
}

@test "84, 88: what belongs to others is there afterwards, byte for byte" {
  sandbox "$EXAMPLE" --bare
  on_host sh -c '
    mkdir -p /etc/exports.d /etc/samba /srv/own
    printf "/srv/own 10.9.0.0/16(ro)\n" >/etc/exports
    printf "/srv/own 10.8.0.0/16(ro)\n" >/etc/exports.d/own.exports
    printf "[global]\n   workgroup = MINE\n\n[own]\n   path = /srv/own\n" >/etc/samba/smb.conf
    printf "own ALL=(ALL) ALL\n" >/etc/sudoers.d/own; chmod 440 /etc/sudoers.d/own
    printf "deb https://download.docker.com/linux/debian trixie stable\n" >/etc/apt/sources.list.d/docker.list
    printf "options kvm nested=1\n" >/etc/modprobe.d/own.conf
    useradd -m own
    pveum user add own@pve
    pveum acl modify /vms --users own@pve --roles PVEVMAdmin
    pvesm add dir own --path /srv/own --content iso'
  local kept="/etc/exports /etc/exports.d/own.exports /etc/sudoers.d/own /etc/apt/sources.list.d/docker.list
    /etc/apt/sources.list.d/debian.sources /etc/modprobe.d/own.conf /etc/network/interfaces /etc/hosts"
  # shellcheck disable=SC2086
  on_host sha256sum $kept >"$BATS_TEST_TMPDIR/before"
  cp "$HOST/etc/samba/smb.conf" "$HOST/etc/pve/user.cfg" "$HOST/etc/pve/storage.cfg" "$BATS_TEST_TMPDIR"
  phoenix setup
  # shellcheck disable=SC2086
  assert_equal "$(on_host sha256sum $kept)" "$(cat "$BATS_TEST_TMPDIR/before")"
  # Around our own block, and in front of what was added, nothing has changed.
  sed '/^# phoenix .* begin/,/^# phoenix .* end/d' "$HOST/etc/samba/smb.conf" |
    cmp - "$BATS_TEST_TMPDIR/smb.conf"
  run -0 grep -Fxf "$BATS_TEST_TMPDIR/user.cfg" "$HOST/etc/pve/user.cfg"
  assert_line 'acl:1:/vms:own@pve:PVEVMAdmin:'
  run -0 grep -A2 '^dir: own' "$HOST/etc/pve/storage.cfg"
  assert_line --partial 'path /srv/own'
  # Files that were changed are kept as they were.
  cmp "$HOST/var/lib/phoenix/originals/etc/samba/smb.conf" "$BATS_TEST_TMPDIR/smb.conf"
  nothing_left
}

@test "90-100: problems of all steps are told at once, and nothing is changed" {
  sandbox "$EXAMPLE" --bare
  "$DIST/pve-sandbox" disk "$HOST" /dev/disk/by-id/nvme-Example_SSD_2TB_EXAMPLE0003 --signature ext4 --label photos
  printf '/fastData/shared-data 10.0.0.0/24(ro)\n' >>"$HOST/etc/exports"
  edit_config phoenix_hypervisor_config.json 'config.timezone = "Europe/Nowhere"'
  run -65 phoenix setup
  assert_output --partial 'cannot set the time zone Europe/Nowhere: this host does not know it'
  assert_output --partial 'it carries a file system (ext4) "photos"'
  assert_output --partial '/etc/exports exports it with (ro)'
  assert_output --partial 'phoenix setup --skip time,zfs,nfs does the rest'
  assert_equal "$(log_of changes)" ''
  run -0 phoenix setup --skip time,zfs,storages,nfs,samba
  assert_line --regexp '^users +changed '
}

@test "two at once: the second one waits, or says who is at work" {
  sandbox "$EXAMPLE" --bare
  mkdir -p "$HOST/$BASE/bin/hypervisor_setup"
  echo 'sleep 2' >"$HOST/$BASE/bin/hypervisor_setup/slow.sh"
  edit_config phoenix_hypervisor_config.json 'config.hypervisor_setup = { scripts: { slow: "slow.sh" } }'
  phoenix setup >"$BATS_TEST_TMPDIR/first" 2>&1 &
  local first=$!
  while ! [ -s "$HOST/run/lock/phoenix/hypervisor-setup.lock" ]; do sleep 0.1; done
  run -75 phoenix setup
  assert_output --partial 'setup is busy: pid '
  run -0 phoenix setup --wait 2m
  wait "$first"
  run -0 cat "$BATS_TEST_TMPDIR/first"
  assert_line --regexp '^slow +changed '
}

@test "a configuration of guests that is broken keeps nobody from setting up the host" {
  sandbox "$EXAMPLE" --bare
  echo '{' >"$HOST/$BASE/etc/phoenix_lxc_configs.json"
  run -0 phoenix setup
  echo '{' >"$HOST/$BASE/etc/phoenix_hypervisor_config.json"
  run -65 phoenix setup
  assert_output --partial 'the configuration is invalid'
  rm "$HOST/$BASE/etc/phoenix_hypervisor_config.json"
  run -66 phoenix setup
  assert_output --partial 'there is no /usr/local/phoenix_hypervisor/etc/phoenix_hypervisor_config.json'
}
