#!/usr/bin/env bats
# phoenix setup: what the host offers (NFS, Samba, shared volumes), who administers it, and its profiles.

load helpers

HASH='$6$saltsalt$B6Rb.6JcQYBPWJ9pHdnVt8LV6FsYE4JrIYaLLYEZQdnsPp5LvQZLAHr0mhzPgmnCDnTvOHDgDSuEpKgbPjTJd.'
KEY='ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHmT heads@lab'
STEPS=nfs,users,samba,shared,apparmor

setup() {
  local etc=$BATS_TEST_TMPDIR/etc
  mkdir "$etc"
  cat >"$etc/phoenix_hypervisor_config.json" <<-EOF
	{
	  "users": { "username": "heads", "password_hash": "$HASH", "sudo_access": true, "ssh_public_key": "$KEY" },
	  "nfs": { "exports": [
	    { "path": "/srv/media", "clients": ["10.0.0.0/24", "10.1.0.5"], "options": ["rw", "no_subtree_check"] },
	    { "path": "/srv/two words", "clients": ["*"], "options": ["ro", "no_subtree_check", "all_squash"] } ] },
	  "samba": { "user": "share", "password_file": "/root/samba-password", "workgroup": "LAB",
	    "shares": [{ "name": "media", "path": "/srv/shares/media", "valid_users": ["heads"] }] },
	  "shared_volumes": { "certificates": { "host_path": "/srv/certificates", "mounts": {} } },
	  "shared_zfs_volumes": { "data": { "pool": "local", "size_gb": 2 } }
	}
	EOF
  sandbox "$etc" --bare
  # A host of somebody: what is on it has to be there afterwards, byte for byte.
  repositories
  on_host apt-get install -y nfs-kernel-server samba sudo >/dev/null
  mkdir -p "$HOST/srv/other" "$HOST/etc/exports.d"
  echo '/srv/other 10.9.0.0/16(ro,no_subtree_check)' >>"$HOST/etc/exports"
  echo '# nothing yet' >"$HOST/etc/exports.d/site.exports"
  on_host exportfs -ra
  printf '\n[scans]\n   path = /srv/other\n' >>"$HOST/etc/samba/smb.conf"
  echo 'ops ALL=(ALL) ALL' >"$HOST/etc/sudoers.d/ops"
  on_host pveum user add ops@pve
  on_host pveum acl modify / --users ops@pve --roles Administrator
  install -m 600 /dev/null "$HOST/root/samba-password"
  echo 'correct horse' >"$HOST/root/samba-password"
  mkdir -p "$HOST/$BASE/etc/apparmor/tunables"
  printf 'profile lab-nesting flags=(attach_disconnected) {\n  mount,\n}\n' >"$HOST/$BASE/etc/apparmor/lab"
  printf '@{HOMEDIRS}+=/srv/home/\n' >"$HOST/$BASE/etc/apparmor/tunables/homes"
  keep_foreign
}
teardown() { drop_sandbox; }

repositories() {
  rm "$HOST"/etc/apt/sources.list.d/*
  printf 'Types: deb\nURIs: http://deb.debian.org/debian\nSuites: trixie\nComponents: main\n' \
    >"$HOST/etc/apt/sources.list.d/debian.sources"
  on_host apt-get update >/dev/null
}

manager() { on_host "$DIST/bin/managers/hypervisor-manager" "$@"; }
set_up() { manager setup --only $STEPS --skip packages; }
plan_text() { manager plan --only $STEPS --skip packages; }
# What a plan would do, a cause a line.
causes() {
  manager plan --only $STEPS --skip packages --json |
    json 'value.steps.flatMap((step) => step.operations.map((one) => step.step + ": " + one.cause)).join("\n")'
}

FOREIGN=(etc/exports etc/exports.d/site.exports etc/sudoers etc/sudoers.d/ops)
keep_foreign() {
  local file
  for file in "${FOREIGN[@]}" etc/samba/smb.conf; do
    mkdir -p "$BATS_TEST_TMPDIR/before/$(dirname "$file")"
    cp "$HOST/$file" "$BATS_TEST_TMPDIR/before/$file"
  done
}
# All of it is as it was, smb.conf but for our block.
assert_foreign() {
  local file
  for file in "${FOREIGN[@]}"; do cmp "$HOST/$file" "$BATS_TEST_TMPDIR/before/$file"; done
  sed '/^# phoenix samba begin/,/^# phoenix samba end/d' "$HOST/etc/samba/smb.conf" |
    cmp - "$BATS_TEST_TMPDIR/before/etc/samba/smb.conf"
  on_host exportfs -s | grep -q '^/srv/other *10.9.0.0/16'
  grep -q '^acl:1:/:.*ops@pve.*:Administrator:' "$HOST/etc/pve/user.cfg"
}

# Setup repairs exactly what the plan names, with these changing commands, and then all is as declared.
assert_repairs() {
  local expected=$1 commands=$2
  assert_equal "$(causes)" "$expected"
  clear_log
  run -0 set_up
  assert_equal "$(log_of changes)" "$commands"
  assert_equal "$(causes)" ''
  assert_foreign
}

@test "from bare to done, and again: no changing command" {
  run -0 set_up
  for step in nfs users samba shared apparmor; do assert_line --regexp "^$step +changed "; done

  run -0 on_host exportfs -s
  assert_line --partial '/srv/media  10.0.0.0/24('
  assert_line --partial '/srv/media  10.1.0.5('
  assert_equal "$(on_host showmount -e localhost | grep -c 'two words\|two.040words')" 1
  assert_equal "$(on_host stat -c '%a %U' /srv/media)" '755 root'

  assert_equal "$(on_host getent passwd heads | cut -d: -f6,7)" /home/heads:/bin/bash
  assert_equal "$(grep '^heads:' "$HOST/etc/shadow" | cut -d: -f2)" "$HASH"
  assert_equal "$(on_host stat -c '%a %U:%G' /home/heads/.ssh /home/heads/.ssh/authorized_keys | xargs)" \
    '700 heads:heads 600 heads:heads'
  grep -qxF "$KEY" "$HOST/home/heads/.ssh/authorized_keys"
  assert_equal "$(stat -c %a "$HOST/etc/sudoers.d/phoenix_heads")" 440
  on_host visudo -c -f /etc/sudoers.d/phoenix_heads
  grep -q '^user:heads@pam:1:0:' "$HOST/etc/pve/user.cfg"
  grep -q '^acl:1:/:.*heads@pam.*:Administrator:' "$HOST/etc/pve/user.cfg"

  run -0 on_host testparm -s
  assert_line '[media]'
  assert_line '[scans]'
  assert_line --partial 'workgroup = LAB'
  assert_equal "$(on_host stat -c '%a %U:%G' /srv/shares/media)" '770 share:share'
  on_host pdbedit -L | grep -q '^share:'

  on_host pvesm list local --vmid 99999 | grep -q 'vm-99999-disk-data.raw .* 2147483648 '
  [ -d "$HOST/srv/certificates" ]
  grep -q '^lab-nesting ' "$HOST/sys/kernel/security/apparmor/profiles"
  cmp "$HOST/etc/apparmor.d/lab" "$HOST/$BASE/etc/apparmor/lab"
  [ -e "$HOST/etc/apparmor.d/tunables/home.d/phoenix-homes" ]
  assert_foreign

  clear_log
  run -0 set_up
  refute_line --partial ' changed '
  assert_equal "$(log_of changes)" ''
  run -0 manager plan --only $STEPS --skip packages --detailed-exitcode
}

@test "no secret is in a plan, a log or a journal" {
  run -0 plan_text
  refute_output --partial "$HASH"
  refute_output --partial 'correct horse'
  run -0 manager plan --only $STEPS --skip packages --json
  refute_output --partial "$HASH"
  refute_output --partial 'correct horse'
  run -0 set_up
  refute_output --partial 'correct horse'
  run -1 grep -rlF -e "$HASH" -e 'correct horse' "$HOST/var/log/phoenix" "$HOST/var/lib/phoenix"
  run -1 grep -F -e "$HASH" -e 'correct horse' <("$DIST/pve-sandbox" log "$HOST" --json)
}

@test "nfs: what is altered by hand is found and mended, and nothing else" {
  set_up
  on_host exportfs -o rw,no_subtree_check 10.7.0.7:/srv/other
  on_host exportfs -u 10.1.0.5:/srv/media
  assert_repairs 'nfs: /srv/media to 10.1.0.5 is not exported' 'exportfs -a'
  on_host exportfs -s | grep -q '10.7.0.7('

  sed -i 's/all_squash/no_all_squash/' "$HOST/etc/exports.d/phoenix.exports"
  assert_repairs 'nfs: /srv/two words to *: ro,no_subtree_check,no_all_squash -> ro,no_subtree_check,all_squash' ''

  on_host systemctl disable --now nfs-server
  assert_repairs 'nfs: nfs-server does not start with the host; nfs-server does not run' \
    'systemctl enable --now nfs-server'
  chmod 777 "$HOST/srv/media"
  assert_repairs '' ''
}

@test "nfs: what is declared no more is taken back, all of it too; /etc/exports stands in the way" {
  set_up
  edit_config phoenix_hypervisor_config.json 'config.nfs.exports[0].clients.pop()'
  assert_repairs "nfs: /srv/media to 10.1.0.5 is exported, and declared no more
nfs: /srv/media to 10.1.0.5 is declared no more" 'exportfs -u 10.1.0.5:/srv/media'
  edit_config phoenix_hypervisor_config.json 'config.nfs = undefined'
  run -0 set_up
  refute [ -e "$HOST/etc/exports.d/phoenix.exports" ]
  assert_equal "$(on_host exportfs -s | cut -d' ' -f1)" /srv/other
  assert_foreign

  edit_config phoenix_hypervisor_config.json \
    'config.nfs = { exports: [{ path: "/srv/other", clients: ["10.9.0.0/16"], options: ["rw"] }] }'
  run -65 set_up
  assert_output --partial 'cannot export /srv/other to 10.9.0.0/16 as declared: /etc/exports exports it with (ro'
  assert_foreign
}

@test "users: what is altered by hand is found and mended, and nothing else" {
  set_up
  on_host usermod --shell /usr/sbin/nologin heads
  assert_repairs 'users: shell of heads /usr/sbin/nologin -> /bin/bash' 'usermod --shell /bin/bash heads'

  on_host chpasswd -e <<<'heads:$6$other$hash'
  assert_repairs 'users: the password of heads is not the declared one' 'chpasswd -e'
  assert_equal "$(grep '^heads:' "$HOST/etc/shadow" | cut -d: -f2)" "$HASH"

  on_host pveum user modify heads@pam --enable 0
  assert_repairs 'users: heads@pam is disabled in Proxmox' 'pveum user modify heads@pam --enable 1'
  on_host pveum acl delete / --users heads@pam --roles Administrator
  assert_repairs 'users: heads@pam is no Administrator of / in Proxmox' \
    'pveum acl modify / --users heads@pam --roles Administrator'

  echo 'heads ALL=(ALL) NOPASSWD: ALL' >"$HOST/etc/sudoers.d/phoenix_heads"
  assert_repairs 'users: /etc/sudoers.d/phoenix_heads was altered' ''

  echo 'ssh-rsa AAAAB3NzaC1yc2E= mine' >"$HOST/home/heads/.ssh/authorized_keys"
  assert_repairs 'users: the declared key does not let heads in' ''
  grep -qx 'ssh-rsa AAAAB3NzaC1yc2E= mine' "$HOST/home/heads/.ssh/authorized_keys"
  on_host chown root: /home/heads/.ssh/authorized_keys
  on_host chmod 755 /home/heads/.ssh
  assert_repairs 'users: mode of /home/heads/.ssh 0755 -> 0700
users: /home/heads/.ssh/authorized_keys has to belong to heads' ''
}

@test "users: sudo and the key are withdrawn, the account and keys of others stay" {
  set_up
  sed -i '1i ssh-rsa AAAAB3NzaC1yc2E= mine' "$HOST/home/heads/.ssh/authorized_keys"
  edit_config phoenix_hypervisor_config.json 'config.users = { username: "heads", sudo_access: false }'
  run -0 set_up
  refute [ -e "$HOST/etc/sudoers.d/phoenix_heads" ]
  assert_equal "$(cat "$HOST/home/heads/.ssh/authorized_keys")" 'ssh-rsa AAAAB3NzaC1yc2E= mine'
  assert_equal "$(causes)" ''
  assert_foreign
}

@test "samba: what is altered by hand is found and mended, and nothing else" {
  set_up
  sed -i 's/read only = no/read only = yes/' "$HOST/etc/samba/phoenix.conf"
  assert_repairs 'samba: shares: read only = yes -> read only = no
samba: its settings have changed' 'systemctl reload smbd'
  sed -i '/^# phoenix samba begin/,/^# phoenix samba end/d' "$HOST/etc/samba/smb.conf"
  assert_repairs 'samba: /etc/samba/smb.conf does not include /etc/samba/phoenix.conf
samba: its settings have changed' 'systemctl reload smbd'
  on_host smbpasswd -x share
  assert_repairs 'samba: share has no password in Samba' 'smbpasswd -a -s share'
  on_host systemctl stop smbd
  assert_repairs 'samba: smbd does not run' 'systemctl enable --now smbd'
}

@test "samba: a share of smb.conf, and a password that others may read, stand in the way of all" {
  chmod 644 "$HOST/root/samba-password"
  edit_config phoenix_hypervisor_config.json 'config.samba.shares[0].name = "Scans"'
  clear_log
  run -65 set_up
  assert_output --partial 'others than root may read /root/samba-password'
  assert_output --partial '/etc/samba/smb.conf has a share [Scans] of its own'
  assert_equal "$(log_of changes)" ''
  assert_foreign
}

@test "samba: all shares are withdrawn" {
  set_up
  edit_config phoenix_hypervisor_config.json 'config.samba = undefined'
  run -0 set_up
  refute [ -e "$HOST/etc/samba/phoenix.conf" ]
  cmp "$HOST/etc/samba/smb.conf" "$BATS_TEST_TMPDIR/before/etc/samba/smb.conf"
  assert_equal "$(causes)" ''
}

@test "shared: a volume that is gone is made again, one of another size is left and told" {
  set_up
  on_host pvesm free local:99999/vm-99999-disk-data.raw
  rmdir "$HOST/srv/certificates"
  assert_repairs 'shared: /srv/certificates of shared volume certificates is not there
shared: storage local has no volume vm-99999-disk-data.raw' \
    'pvesm alloc local 99999 vm-99999-disk-data.raw 2G'
  edit_config phoenix_hypervisor_config.json 'config.shared_zfs_volumes.data.size_gb = 4'
  run -0 plan_text
  assert_output --partial 'has 2 GiB, declared 4 GiB: a volume that exists is never resized'
  assert_equal "$(causes)" ''
}

@test "apparmor: what is altered by hand is found and mended, and nothing else" {
  set_up
  local source=/$BASE/etc/apparmor/lab
  echo '# more' >>"$HOST/etc/apparmor.d/lab"
  assert_repairs "apparmor: /etc/apparmor.d/lab differs from the site's
apparmor: /etc/apparmor.d/lab differs from the site's" "apparmor_parser -r $source"
  on_host apparmor_parser -R /etc/apparmor.d/lab
  assert_repairs 'apparmor: profile lab-nesting is not loaded' "apparmor_parser -r $source"
  rm "$HOST/etc/apparmor.d/tunables/home.d/phoenix-homes"
  assert_repairs 'apparmor: /etc/apparmor.d/tunables/home.d/phoenix-homes is not there
apparmor: what they are tuned with has changed
apparmor: apparmor_tunables is done' 'systemctl reload apparmor'
}

@test "apparmor: a profile that AppArmor refuses changes nothing; defect 94: no directory is nothing" {
  printf 'profile lab-nesting {\n  mount\n}\n' >"$HOST/$BASE/etc/apparmor/lab"
  run -1 set_up
  assert_line --regexp '^apparmor +failed '
  refute [ -e "$HOST/etc/apparmor.d/lab" ]
  rm -r "$HOST/$BASE/etc/apparmor" "$HOST/etc/apparmor.d/tunables/home.d/phoenix-homes"
  run -0 set_up
  refute_line --partial apparmor
}

@test "killed behind any command, setup goes on from there" {
  local at
  for at in useradd chpasswd pveum exportfs smbpasswd pvesm apparmor_parser; do
    fault --match "^$at " --kill-caller --nth 1
    run set_up
    run -0 set_up
    assert_equal "$(causes)" ''
  done
  assert_foreign
}
