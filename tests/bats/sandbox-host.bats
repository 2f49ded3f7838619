#!/usr/bin/env bats
# What a host setup calls has state: packages, services, accounts, shares, network, firewall, kernel.

load helpers

setup() {
  HOST=$BATS_TEST_TMPDIR/host
  "$DIST/pve-sandbox" init "$HOST" --bare
}
teardown() { drop_sandbox; }
pve() { "$DIST/pve-sandbox" "$@"; }

# The repositories of a host without a subscription, read.
repositories() {
  sed -i 's/^Types/Enabled: no\nTypes/' "$HOST"/etc/apt/sources.list.d/{pve-enterprise,ceph}.sources
  printf 'Types: deb\nURIs: http://download.proxmox.com/debian/pve\nSuites: trixie\nComponents: pve-no-subscription\n' \
    >"$HOST/etc/apt/sources.list.d/proxmox.sources"
  on_host apt-get update >/dev/null
}
installed() { on_host apt-get install -y "$@" >/dev/null; }

@test "a fresh host: an enterprise repository without a subscription, no servers of files" {
  run on_host dpkg-query -W -f '${Package} ${db:Status-Status}\n' chrony samba
  assert_equal "$status" 1
  assert_output $'chrony installed\ndpkg-query: no packages found matching samba'
  run on_host apt-get update
  assert_equal "$status" 100
  assert_output --partial "E: The repository 'https://enterprise.proxmox.com/debian/pve trixie InRelease' is not signed."
  assert_output --partial 'Hit:2 http://deb.debian.org/debian trixie InRelease'
  # 127, or 1 of the machine's own, which finds no /etc/sudoers.
  run on_host visudo -c
  assert_failure
}

@test "what the host has in /usr of its own is there beside the machine's programs" {
  run on_host sh -c 'ls -d /usr/lib/own'
  assert_failure
  mkdir -p "$HOST/usr/bin" "$HOST/usr/lib/own"
  printf '#!/bin/sh\necho "$0 $(ls /usr/lib/own)"\n' >"$HOST/usr/bin/own-program"
  touch "$HOST/usr/lib/own/file"
  chmod +x "$HOST/usr/bin/own-program"
  assert_equal "$(on_host own-program)" '/usr/bin/own-program file'
  run on_host sh -c 'sed --version >/dev/null && touch /usr/lib/own/more'
  assert_failure
  on_host sh -c 'touch /usr/local/bin/more'
  assert [ -e "$HOST/usr/local/bin/more" ]
}

@test "the older release" {
  pve destroy "$HOST"
  pve init "$HOST" --bare --pve 8
  assert_equal "$(on_host pveversion)" 'pve-manager/8.4.14/b502d23c55afcba1 (running kernel: 6.8.12-15-pve)'
  run on_host apt-get update
  assert_output --partial 'https://enterprise.proxmox.com/debian/pve bookworm InRelease'
  assert [ ! -e "$HOST/etc/apt/sources.list.d/debian.sources" ]
}

@test "a package comes with its programs, services and settings, and goes with them" {
  run on_host apt-get install -y samba
  assert_output --partial 'E: Unable to locate package samba'
  repositories
  installed samba sudo
  assert_equal "$(on_host systemctl is-active smbd)" active
  assert_equal "$(on_host systemctl is-enabled smbd)" enabled
  on_host visudo -c -f /etc/sudoers
  run on_host apt-get install -y nosuch
  assert_equal "$status" 100
  assert_output --partial 'E: Unable to locate package nosuch'
  on_host apt-get purge -y samba >/dev/null
  run on_host systemctl is-active smbd
  assert_equal "$status" 4
  run on_host flock /var/lib/dpkg/lock-frontend apt-get install -y jq
  assert_equal "$status" 100
  assert_output --regexp 'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process [0-9]+ \(flock\)'
}

@test "units: unknown, from a file, enabled, failing" {
  run on_host systemctl start foo
  assert_equal "$status" 5
  assert_output 'Failed to start foo.service: Unit foo.service not found.'
  printf '[Service]\nType=oneshot\nExecStart=/bin/touch /root/ran\nRemainAfterExit=yes\n[Install]\nWantedBy=multi-user.target\n' \
    >"$HOST/etc/systemd/system/foo.service"
  run on_host systemctl is-enabled foo
  assert_equal "$status" 1
  on_host systemctl enable --now foo
  assert [ -e "$HOST/root/ran" ]
  assert [ -L "$HOST/etc/systemd/system/multi-user.target.wants/foo.service" ]
  assert_equal "$(on_host systemctl show -p ActiveState --value foo)" active
  sed -i 's,/bin/touch.*,/bin/false,' "$HOST/etc/systemd/system/foo.service"
  run on_host systemctl restart foo
  assert_equal "$status" 1
  assert_equal "$(on_host systemctl is-failed foo)" failed
}

@test "a timer outlives its caller's process group, fires, and can be disarmed" {
  on_host setsid --wait sh -c 'systemd-run --on-active=600 --unit=back -- touch /root/fired; kill -9 0' || true
  assert_equal "$(on_host systemctl is-active back.timer)" active
  pve machine "$HOST" --elapse-timers
  assert [ -e "$HOST/root/fired" ]
  run on_host systemctl is-active back.timer
  assert_failure
  on_host systemd-run -q --on-active=0.5 --unit=again -- touch /root/again
  on_host systemd-run -q --on-active=600 --unit=never -- touch /root/never
  on_host systemctl stop never.timer
  for _ in $(seq 40); do [ -e "$HOST/root/again" ] && break; sleep 0.1; done
  assert [ -e "$HOST/root/again" ]
  pve machine "$HOST" --elapse-timers
  assert [ ! -e "$HOST/root/never" ]
}

@test "accounts of the system and of Proxmox" {
  repositories
  installed sudo
  on_host useradd -m -s /bin/bash -G sudo heads
  run on_host useradd heads
  assert_equal "$status" 9
  run on_host usermod -L nosuch
  assert_equal "$status" 6
  on_host chpasswd -e <<<'heads:$6$salt$hash'
  grep -q '^heads:$6$salt$hash:' "$HOST/etc/shadow"
  on_host pveum user add heads@pam --comment 'the: head'
  run on_host pveum user add heads@pam
  assert_equal "$status" 255
  assert_output "create user failed: user 'heads@pam' already exists"
  on_host pveum acl modify / -user heads@pam -role Administrator
  grep -qx 'user:heads@pam:1:0::::the%3A head::' "$HOST/etc/pve/user.cfg"
  grep -qx 'acl:1:/:heads@pam:Administrator:' "$HOST/etc/pve/user.cfg"
  run on_host pveum acl modify / -user nobody@pam -role Administrator
  assert_equal "$status" 255
  echo 'heads ALL=(ALL) NOPASSWD ALL' >"$HOST/etc/sudoers.d/heads"
  run on_host visudo -c -f /etc/sudoers.d/heads
  assert_equal "$status" 1
}

@test "shares over NFS and samba" {
  repositories
  installed nfs-kernel-server samba
  mkdir -p "$HOST/srv/a"
  echo '/srv/a 10.0.0.0/24(rw,no_subtree_check)' >"$HOST/etc/exports"
  on_host exportfs -ra
  run on_host showmount -e 10.0.0.13
  assert_output $'Export list for 10.0.0.13:\n/srv/a 10.0.0.0/24'
  mkdir -p "$HOST/etc/exports.d"
  echo '/srv/b *(ro,no_subtree_check)' >"$HOST/etc/exports.d/b.exports"
  run on_host exportfs -ra
  assert_equal "$status" 1
  assert_output 'exportfs: Failed to stat /srv/b: No such file or directory'
  on_host useradd heads
  on_host smbpasswd -a -s heads <<<$'password\npassword'
  run on_host pdbedit -L -w
  assert_output --partial ':8846F7EAEE8FB117AD06BDD830B7586C:'
  run on_host smbpasswd -a -s nobody-here <<<$'password\npassword'
  assert_equal "$status" 1
}

@test "a wrong address loses the gateway, and the old one finds it again" {
  on_host ping -c 1 -W 1 10.0.0.1
  sed -i 's/10.0.0.13/10.9.0.13/' "$HOST/etc/network/interfaces"
  run on_host ifquery --check vmbr0
  assert_equal "$status" 1
  on_host ifreload -a
  run on_host ping -c 1 -W 1 10.0.0.1
  assert_equal "$status" 1
  sed -i 's/10.9.0.13/10.0.0.13/' "$HOST/etc/network/interfaces"
  on_host ifreload -a
  on_host ping -c 1 -W 1 10.0.0.1
  echo words >>"$HOST/etc/network/interfaces"
  run on_host ifreload -a -s
  assert_equal "$status" 1
  assert_output --regexp '^error: /etc/network/interfaces: line[0-9]+: '
}

@test "the firewall decides by its files" {
  printf '[OPTIONS]\nenable: 1\n[RULES]\nIN ACCEPT -p tcp -dport 2049 -source 10.0.0.0/24\nIN ACCEPT -dport 1\n' >"$HOST/etc/pve/firewall/cluster.fw"
  run on_host pve-firewall compile
  assert_output --partial '/etc/pve/firewall/cluster.fw (line 5) - errors in rule parameters: IN ACCEPT -dport 1'
  for ask in '10.0.0.9 22 ACCEPT' '10.0.0.9 2049 ACCEPT' '10.0.0.9 80 DROP' '1.2.3.4 8006 DROP'; do
    read -r source port action <<<"$ask"
    run on_host pve-firewall simulate --from outside --to host --source "$source" --dest 10.0.0.13 --dport "$port" --protocol tcp
    assert_line "ACTION: $action"
  done
  assert_equal "$(on_host pve-firewall status 2>/dev/null)" 'Status: enabled/running'
}

@test "a driver for a card: nouveau is in the way until a reboot without it" {
  pve destroy "$HOST"
  mkdir -p "$BATS_TEST_TMPDIR/etc"
  echo '{"nvidia_driver": {"install": true}}' >"$BATS_TEST_TMPDIR/etc/phoenix_hypervisor_config.json"
  pve init "$HOST" --bare --configs "$BATS_TEST_TMPDIR/etc"
  repositories
  run on_host lspci -nn
  assert_output --partial '[10de:'
  run on_host nvidia-smi
  assert_failure
  installed build-essential proxmox-default-headers
  on_host wget -q -O /root/driver.run https://us.download.nvidia.com/XFree86/Linux-x86_64/580.76.05/NVIDIA-Linux-x86_64-580.76.05.run
  run on_host sh /root/driver.run --silent
  assert_equal "$status" 1
  assert_output --partial 'Nouveau'
  echo 'blacklist nouveau' >"$HOST/etc/modprobe.d/nouveau.conf"
  on_host sed -i 's/="quiet"/="quiet intel_iommu=on"/' /etc/default/grub
  on_host sh -c 'update-grub; update-initramfs -u' >/dev/null 2>&1
  refute grep -q iommu <(on_host cat /proc/cmdline)
  pve machine "$HOST" --reboot
  on_host grep -q intel_iommu=on /proc/cmdline
  assert [ -e "$HOST/sys/kernel/iommu_groups/0/devices" ]
  on_host sh /root/driver.run --silent
  on_host modprobe nvidia
  assert_equal "$(on_host nvidia-smi --query-gpu=driver_version --format=csv,noheader)" 580.76.05
  pve machine "$HOST" --reboot
  on_host nvidia-smi >/dev/null
}

@test "a reboot ends timers and what ran, and starts what is enabled" {
  on_host systemd-run -q --on-active=600 --unit=back -- touch /root/fired
  on_host systemctl stop cron
  on_host systemctl disable chrony
  run on_host systemctl is-enabled chrony
  assert_line disabled
  echo x >"$HOST/run/leftover"
  echo br_netfilter >"$HOST/etc/modules-load.d/a.conf"
  pve machine "$HOST" --reboot
  run on_host systemctl is-active back.timer
  assert_failure
  assert_equal "$(on_host systemctl is-active cron)" active
  run on_host systemctl is-active chrony
  assert_output inactive
  assert [ ! -e "$HOST/run/leftover" ]
  assert [ -d "$HOST/sys/module/br_netfilter" ]
}

@test "the name of the host is the kernel's too, at once and later" {
  run on_host sh -c 'hostnamectl set-hostname alpha; uname -n'
  assert_output alpha
  run on_host sh -c 'uname -n; hostname'
  assert_output $'alpha\nalpha'
}

@test "the log tells questions from changes, and a fault hits" {
  on_host sh -c 'systemctl is-active cron; ip -j addr; dpkg -s chrony; nvidia-smi; pve-firewall status; passwd -S root' >/dev/null || true
  assert_equal "$(log_of changes)" ''
  on_host sh -c 'timedatectl set-timezone Europe/Berlin; useradd heads; systemctl restart cron'
  assert_equal "$(log_of changes)" $'timedatectl set-timezone Europe/Berlin\nuseradd heads\nsystemctl restart cron'
  fault --match '^useradd other' --fail 'no such luck' --exit 12
  run on_host useradd other
  assert_equal "$status" 12
}
