#!/usr/bin/env bats
# setup of vfio, nvidia and gpu: kernel parameters, cards for VMs, the driver, its device files.

load helpers
teardown() { drop_sandbox; }

manager() { on_host "$DIST/bin/managers/hypervisor-manager" "$@"; }
reboot_host() { "$DIST/pve-sandbox" machine "$HOST" --reboot; }

DRIVER=https://us.download.example/580.76.05/NVIDIA-Linux-x86_64-580.76.05.run
SOUND=10de:22eb

# A host on which none of this was done yet, and what is declared of it: bare 'a statement about config'
bare() {
  sandbox "$LAB/etc" --bare
  edit_config phoenix_hypervisor_config.json "config.nvidia_driver = undefined; $1"
}

# What the steps repositories and packages do.
install_tools() {
  rm "$HOST"/etc/apt/sources.list.d/*
  printf 'Types: deb\nURIs: http://download.proxmox.com/debian/pve\nSuites: trixie\nComponents: pve-no-subscription\n' \
    >"$HOST/etc/apt/sources.list.d/proxmox.sources"
  printf 'Types: deb\nURIs: http://deb.debian.org/debian\nSuites: trixie\nComponents: main\n' \
    >"$HOST/etc/apt/sources.list.d/debian.sources"
  on_host apt-get update
  on_host apt-get install -y build-essential dkms proxmox-default-headers pciutils
}

vfio="config.vfio = { pci_ids: ['$SOUND'] };"
nvidia="config.nvidia_driver = { install: true, version: '580.76.05', runfile_url: '$DRIVER' };"

set_up() { manager setup --only repositories,vfio,nvidia,gpu; }
states() { manager status --only vfio,nvidia,gpu --json | json 'value.steps.filter((one) => one.step !== "packages").map((one) => one.step + ": " + one.state).join("; ")'; }

@test "vfio: from bare to done, over a restart that a person makes" {
  bare "$vfio"
  cp "$HOST/etc/default/grub" "$BATS_TEST_TMPDIR/grub"
  run set_up
  assert_success
  assert_output --partial 'next: restart the host, then phoenix setup goes on'
  assert_equal "$(log_of changes | grep -c -E 'reboot|shutdown')" 0
  assert_equal "$(cat "$HOST/var/lib/phoenix/originals/etc/default/grub")" "$(cat "$BATS_TEST_TMPDIR/grub")"
  run grep GRUB_CMDLINE_LINUX_DEFAULT "$HOST/etc/default/grub"
  assert_output --regexp '^GRUB_CMDLINE_LINUX_DEFAULT="quiet (intel_iommu=on )?iommu=pt"$'
  assert_equal "$(sed 1d "$HOST/etc/modprobe.d/phoenix-vfio.conf")" \
    "$(printf 'options vfio-pci ids=%s\nsoftdep snd_hda_intel pre: vfio-pci' "$SOUND")"
  assert_equal "$(states)" 'vfio: needs a restart'

  clear_log
  run set_up
  assert_success
  assert_equal "$(log_of changes)" ''

  reboot_host
  grep -q '^vendor_id.*GenuineIntel' /proc/cpuinfo || skip 'the sandbox finds an IOMMU by the word of Intel'
  assert_equal "$(states)" 'vfio: as declared'
  run on_host lspci -nnk
  assert_output --partial 'Kernel driver in use: vfio-pci'
  clear_log
  run manager plan --only vfio --detailed-exitcode
  assert_success
  assert_equal "$(log_of changes)" ''
}

@test "vfio: with boot partitions of Proxmox the parameters go to /etc/kernel/cmdline" {
  bare "$vfio"
  echo AAAA-BBBB >"$HOST/etc/kernel/proxmox-boot-uuids"
  mkdir -p "$HOST/sys/firmware/efi"
  cp "$HOST/etc/default/grub" "$BATS_TEST_TMPDIR/grub"
  run set_up
  assert_success
  run cat "$HOST/etc/kernel/cmdline"
  assert_output --regexp '^root=ZFS=rpool/ROOT/pve-1 boot=zfs (intel_iommu=on )?iommu=pt$'
  log_of changes | grep -q '^proxmox-boot-tool refresh$'
  refute [ -n "$(log_of changes | grep '^update-grub')" ]
  cmp "$HOST/etc/default/grub" "$BATS_TEST_TMPDIR/grub"
}

@test "vfio: what is altered by hand is found and mended, and nothing else" {
  bare "$vfio"
  set_up
  sed -i 's/quiet/quiet mitigations=off/' "$HOST/etc/default/grub"
  echo '# mine' >"$HOST/etc/modprobe.d/mine.conf"
  echo options >"$HOST/etc/modprobe.d/phoenix-vfio.conf"
  sed -i '/vfio_pci/d' "$HOST/etc/modules-load.d/phoenix-vfio.conf"
  reboot_host
  clear_log
  run set_up
  assert_success
  assert_equal "$(log_of changes)" 'update-initramfs -u -k all'
  assert_equal "$(cat "$HOST/etc/modprobe.d/mine.conf")" '# mine'
  grep -q 'quiet mitigations=off .*iommu=pt' "$HOST/etc/default/grub"
  grep -q '^vfio_pci$' "$HOST/etc/modules-load.d/phoenix-vfio.conf"
  grep -q "^options vfio-pci ids=$SOUND$" "$HOST/etc/modprobe.d/phoenix-vfio.conf"
}

@test "vfio: a card that the host does not have, or its driver needs, is told before anything is changed" {
  bare "config.vfio = { pci_ids: ['10de:2684'] };"
  run set_up
  assert_failure 65
  assert_output --partial 'cannot reserve 10de:2684: this host has no such PCI card'
  assert_output --partial '10de:2d04 (NVIDIA Corporation GB206 [GeForce RTX 5060 Ti])'
  edit_config phoenix_hypervisor_config.json "config.vfio.pci_ids = ['10de:2d04']; $nvidia"
  run set_up
  assert_failure 65
  assert_output --partial 'it has no other card of NVIDIA'
  assert_output --partial 'take 10de:2d04 out of vfio.pci_ids'
  assert_equal "$(log_of changes)" ''
}

@test "nvidia: nouveau is kept out, then the driver comes, then the device files" {
  bare "$nvidia"
  install_tools
  run phoenix doctor
  refute_output --partial 'waits for a restart'
  run set_up
  assert_success
  assert_output --partial 'the driver nouveau is loaded, and keeps it out'
  run phoenix doctor
  assert_output --partial 'the host waits for a restart: the driver nouveau is loaded'
  grep -q '^blacklist nouveau$' "$HOST/etc/modprobe.d/phoenix-nouveau.conf"
  [ -s "$HOST/var/cache/phoenix/drivers/NVIDIA-Linux-x86_64-580.76.05.run" ]
  refute [ -e "$HOST/etc/systemd/system/phoenix-gpu-init.service" ]
  refute [ -n "$(log_of changes | grep -E 'reboot|rmmod|purge')" ]

  reboot_host
  clear_log
  run set_up
  assert_success
  log_of changes | grep -q '^sh \|^nvidia-installer .*--dkms'
  refute [ -n "$(log_of changes | grep -E '^wget|^update-initramfs|rmmod|purge')" ]
  [ -e "$HOST/dev/nvidia-uvm" ]
  grep -q 'Before=pve-guests.service' "$HOST/etc/systemd/system/phoenix-gpu-init.service"
  run on_host systemctl is-enabled phoenix-gpu-init.service
  assert_output enabled
  assert_equal "$(states)" 'nvidia: as declared; gpu: as declared'

  clear_log
  run set_up
  assert_success
  assert_equal "$(log_of changes)" ''
  reboot_host
  assert_equal "$(states)" 'nvidia: as declared; gpu: as declared'
}

@test "nvidia: another version is installed beside one that guests use, which stays until a restart" {
  bare "$nvidia"
  install_tools
  set_up
  reboot_host
  set_up
  next=${DRIVER//580.76.05/590.10}
  edit_config phoenix_hypervisor_config.json "config.nvidia_driver.version = '590.10'; config.nvidia_driver.runfile_url = '$next';"
  echo 2 >"$HOST/sys/module/nvidia/refcnt"
  clear_log
  run set_up
  assert_success
  assert_output --partial 'driver 580.76.05 is loaded until then, 590.10 comes with it'
  log_of all | grep -q -- '--allow-installation-with-running-driver'
  assert_equal "$(cat "$HOST/sys/module/nvidia/version")" 580.76.05
  reboot_host
  assert_equal "$(cat "$HOST/sys/module/nvidia/version")" 590.10
  assert_equal "$(states)" 'nvidia: as declared; gpu: as declared'
}

@test "nvidia: a download that was cut off goes on, and a wrong one is refused" {
  bare "$nvidia config.nvidia_driver.sha256 = '$(printf '%064d' 0)';"
  run set_up
  assert_failure 1
  assert_output --partial 'is not what it should be'
  refute [ -e "$HOST/var/cache/phoenix/drivers/NVIDIA-Linux-x86_64-580.76.05.run" ]
  refute [ -e "$HOST/var/cache/phoenix/drivers/NVIDIA-Linux-x86_64-580.76.05.run.part" ]
}

@test "nvidia and gpu: a host without such a card is left alone, and told so" {
  bare "$nvidia"
  rm "$HOST/var/lib/pve-sandbox/pci.json"
  echo '[]' >"$HOST/var/lib/pve-sandbox/pci.json"
  run manager plan --only nvidia,gpu
  assert_success
  assert_output --partial 'left out: this host has no graphics card of NVIDIA'
}

@test "test: the suites of the host run, each to its end" {
  sandbox
  mkdir -p "$HOST/$BASE/bin/tests/hypervisor"
  printf '#!/bin/sh\ntest -e /etc/pve/storage.cfg\n' >"$HOST/$BASE/bin/tests/hypervisor/good.sh"
  printf '#!/bin/sh\necho no pool here\nexit 3\n' >"$HOST/$BASE/bin/tests/hypervisor/bad.sh"
  edit_config phoenix_hypervisor_config.json "config.tests = {
    storage: [{ name: 'pools', type: 'script', path: 'hypervisor/bad.sh' },
              { name: 'storages', type: 'script', path: 'hypervisor/good.sh' }],
    more: [{ name: 'again', type: 'script', path: 'hypervisor/good.sh' }] };"
  run manager test
  assert_failure 1
  assert_line '1..3'
  assert_line 'not ok 1 - host:storage pools'
  assert_line '# no pool here'
  assert_line 'ok 2 - host:storage storages'
  assert_line 'ok 3 - host:more again'
  run --separate-stderr manager test --suite more --json
  assert_success
  assert_equal "$(json 'value.tests.map(({ guest, ok }) => [guest, ok])' <<<"$output")" '[["host",true]]'
  run --separate-stderr phoenix test host:more
  assert_success
  assert_line 'ok 1 - host:more again'
  run manager test --suite none
  assert_failure 66
  assert_output --partial 'there are storage, more'
}

# Kills the manager at the first command that matches, before that has done anything; then goes on.
cut_off_at() {
  fault --match "$1" --times 1 --kill-caller --abort
  run set_up
  assert_failure
  fault --clear
  run set_up
  assert_success
}

@test "vfio: killed at the boot loader or at the initial ram disk, the next setup goes on there" {
  bare "$vfio"
  cut_off_at '^update-grub'
  cut_off=$(log_of changes | grep -c '^update-grub')
  [ "$cut_off" -ge 1 ]
  grep -q 'iommu=pt' "$HOST/boot/grub/grub.cfg"
  rm "$HOST/etc/modprobe.d/phoenix-vfio.conf"
  cut_off_at '^update-initramfs'
  for image in "$HOST"/boot/initrd.img-*; do
    [ "$image" -nt "$HOST/etc/modprobe.d/phoenix-vfio.conf" ]
  done
  reboot_host
  run on_host lspci -nnk
  assert_output --partial 'Kernel driver in use: vfio-pci'
}

@test "nvidia: killed at the download or at the installer, the next setup goes on there" {
  bare "$nvidia"
  install_tools
  cut_off_at 'wget'
  reboot_host
  cut_off_at '^nvidia-installer'
  assert_equal "$(states)" 'nvidia: as declared; gpu: as declared'
}
