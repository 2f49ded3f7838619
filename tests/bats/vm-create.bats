#!/usr/bin/env bats
# VMs made from a cloud image and cloned, by the built executables against the sandbox.

load helpers

setup() { sandbox; }
teardown() { drop_sandbox; }

vm_manager() { on_host "$DIST/bin/managers/vm-manager" "$@"; }
conf() { cat "$HOST/etc/pve/qemu-server/$1.conf"; }
tree_of() { find "$HOST/var/lib/pve-sandbox/trees" -maxdepth 2 -name "*-$1-disk-0"; }
snippet() { echo "$HOST/var/lib/vz/snippets/phoenix-$1-user-data.yml"; }
# Changes the declaration of the VM of that id: declare ID 'a statement about vm'
declare_vm() {
  edit_config phoenix_vm_configs.json "for (const vm of config.vms) if (vm.vmid === $1) { $2 }"
}

@test "a template from an image and a clone of it, as declared; again: nothing" {
  declare_vm 8001 'vm.dependencies = []; vm.cores = 4; vm.memory_mb = 4096; vm.disk_size_gb = 40; vm.features = ["docker"]'
  run phoenix create 8001
  assert_success
  assert_regex "$(conf 8000)" $'\ntemplate: 1\n'
  assert_regex "$(conf 8001)" $'\ncores: 4\n'
  assert_regex "$(conf 8001)" $'\nmemory: 4096\n'
  assert_regex "$(conf 8001)" $'\nscsi0: [^\n]*size=40G\n'
  assert_regex "$(conf 8001)" $'\nipconfig0: ip=10.20.0.181/24,gw=10.20.0.1\n'
  assert_equal "$(cat "$(tree_of 8001)/etc/hostname")" docker-vm
  assert grep -q '^phoenix:' "$(tree_of 8001)/etc/passwd"
  assert_equal "$(wc -c <"$(tree_of 8000)/etc/machine-id")" 0
  assert_equal "$(on_host qm status 8001)" 'status: running'
  clear_log
  run phoenix create 8001
  assert_success
  assert_output --partial '2 unchanged'
  assert_equal "$(log_of changes)" ''
  assert_equal "$(log_of proxmox | grep -c '^qm list')" 1
  run phoenix plan 8000 8001 --detailed-exitcode
  assert_success
  assert_output --partial 'Plan: 0 to create, 0 to change, 2 unchanged'
}

@test "five Proxmox commands make a template, three a clone, besides what is done inside" {
  vm_manager create 8000
  assert_equal "$(log_of changes | sed -n 's/^\(qm [a-z]*\).*/\1/p' | grep -v 'qm guest' | xargs)" \
    'qm create qm disk qm start qm shutdown qm template'
  clear_log
  vm_manager create 8001
  assert_equal "$(log_of changes | sed -n 's/^\(qm [a-z]*\).*/\1/p' | grep -v 'qm guest' | xargs)" \
    'qm clone qm set qm start'
}

@test "settings of a running VM: one set, no restart, and what waits is told" {
  vm_manager create 8000 8001
  declare_vm 8001 'vm.cores = 3; vm.memory_mb = 3072; vm.tags = ["b", "a"]; vm.disk_size_gb = 30; vm.start_at_boot = true'
  clear_log
  run vm_manager create 8001
  assert_success
  assert_output --partial '8001 takes up memory, cores at its next start: phoenix restart 8001'
  assert_equal "$(log_of changes)" 'qm set 8001 --memory 3072 --cores 3 --onboot 1 --tags a;b
qm disk resize 8001 scsi0 30G'
  clear_log
  run vm_manager create 8001
  assert_success
  assert_equal "$(log_of changes)" ''
  vm_manager restart 8001
  refute_regex "$(conf 8001)" PENDING
  assert_regex "$(conf 8001)" $'\ncores: 3\n'
}

@test "user-data that changed is a line of the plan, and applied without making the VM anew" {
  vm_manager create 8000 8001
  declare_vm 8001 'vm.packages = ["htop"]'
  run vm_manager plan 8001 --detailed-exitcode
  assert_equal "$status" 2
  assert_output --partial 'user-data: user-data of cloud-init changed (packages)'
  assert_output --partial "write /var/lib/vz/snippets/phoenix-8001-user-data.yml"
  clear_log
  run vm_manager create 8001
  assert_success
  assert_output --partial '8001 takes up user-data at its next start'
  assert_equal "$(log_of changes)" 'qm cloudinit update 8001'
  assert_equal "$(head -n 1 "$(snippet 8001)")" '#cloud-config'
  assert_equal "$(stat -c %a "$(snippet 8001)")" 600
  run vm_manager plan 8001 --detailed-exitcode
  assert_success
  vm_manager restart 8001
  assert grep -qr htop "$(tree_of 8001)/var/lib/dpkg/status"
}

@test "what Proxmox keeps of others stays: address, options of the card, unknown keys" {
  vm_manager create 8000 8001
  local mac
  mac=$(conf 8001 | sed -n 's/^net0: virtio=\([^,]*\).*/\1/p')
  sed -i -E "s/^net0: .*/net0: virtio=$mac,bridge=vmbr0,mtu=1400/; 1i balloon: 512" "$HOST/etc/pve/qemu-server/8001.conf"
  declare_vm 8001 'vm.firewall = { enabled: true, rules: [{ type: "in", action: "ACCEPT", proto: "tcp", port: "22" }] }'
  vm_manager create 8001
  assert_regex "$(conf 8001)" "net0: virtio=$mac,bridge=vmbr0,firewall=1,mtu=1400"
  assert_regex "$(conf 8001)" 'balloon: 512'
  assert_equal "$(cat "$HOST/etc/pve/firewall/8001.fw")" '[OPTIONS]

enable: 1

[RULES]

IN ACCEPT -p tcp -dport 22 # phoenix'
}

@test "no storage for snippets: nothing is made, and the command that helps is told" {
  sed -i 's/snippets,//' "$HOST/etc/pve/storage.cfg"
  run vm_manager create 8000
  assert_equal "$status" 1
  assert_output --partial 'cannot give 8000 its cloud-init data: no storage of this host takes snippets'
  assert_regex "$output" 'type pvesm set local --content [a-z,]+,snippets'
  assert_equal "$(log_of changes)" ''
}

@test "a linked clone shares the disk of its template" {
  declare_vm 8001 'vm.linked_clone = true; vm.disk_size_gb = 25'
  vm_manager create 8000 8001
  assert_regex "$(conf 8001)" 'scsi0: fast-guests:base-8000-disk-0/vm-8001-disk-0,[^
]*size=25G'
  run vm_manager plan 8001 --detailed-exitcode
  assert_success
}

@test "a VM that somebody else made is brought to what is declared" {
  vm_manager create 8000
  on_host qm create 8001 --name other --memory 512 --scsi0 fast-guests:8 --net0 virtio,bridge=vmbr0 --agent 1 --protection 1
  run vm_manager create 8001 --dry-run
  assert_success
  assert_output --partial '~ change 8001'
  assert_regex "$output" 'qm set 8001 --name docker-vm --memory 2048 --cores 2 --ide2 fast-guests:cloudinit'
  run vm_manager delete 8001 --yes
  assert_failure
  assert_output --partial 'it is protected'
}

@test "an id of a container is refused" {
  on_host sh -c 'echo "hostname: x" >/etc/pve/lxc/8000.conf'
  run vm_manager create 8000
  assert_failure
  assert_output --partial 'cannot create VM 8000: a container has that id'
}

@test "stop is an orderly shutdown; delete takes the disks and the files of the VM" {
  vm_manager create 8000 8001
  clear_log
  vm_manager stop 8001
  assert_equal "$(log_of changes)" 'qm shutdown 8001 --timeout 60'
  vm_manager delete 8001 8000 --yes
  assert_equal "$(find "$HOST/etc/pve/qemu-server/" "$HOST/var/lib/vz/snippets" -type f)" ''
  assert_equal "$(find "$HOST/dev/zvol" -name '*800[01]*')" ''
}

@test "features of the site run through the agent, in their order, once; snapshots lie around them" {
  mkdir -p "$HOST/$BASE/bin/vm_features"
  cat >"$HOST/$BASE/bin/vm_features/feature_install_own.sh" <<'SCRIPT'
#!/bin/bash
set -eu
echo "$1 $(grep -c docker-vm "$(dirname "$0")/vm_context.json")" >>/opt/own
SCRIPT
  declare_vm 8001 'vm.features = ["own", "docker"]; vm.snapshots = { pre_features: "bare", post_features: "done" }; vm.template_snapshot_name = "initial"'
  vm_manager create 8000 8001
  assert_equal "$(cat "$(tree_of 8001)/opt/own")" '8001 1'
  assert_equal "$(conf 8001 | grep '^\[' | sort | xargs)" '[bare] [done] [initial]'
  assert_equal "$(find "$(tree_of 8001)/tmp" -name 'phoenix*')" ''
  echo '# changed' >>"$HOST/$BASE/bin/vm_features/feature_install_own.sh"
  clear_log
  vm_manager create 8001
  assert_equal "$(wc -l <"$(tree_of 8001)/opt/own")" 2
  assert_equal "$(log_of changes | grep -o -E '^qm (snapshot|delsnapshot) 8001 [a-z]+' | xargs)" \
    'qm delsnapshot 8001 done qm snapshot 8001 done'
}

@test "an agent that never answers is one failure at the deadline, and the next run goes on" {
  vm_manager create 8000
  declare_vm 8001 'vm.timeouts = { ready: 2 }; vm.features = ["docker"]'
  mkdir -p "$HOST/var/lib/pve-sandbox/habits"
  echo '{"silentAgent":true}' >"$HOST/var/lib/pve-sandbox/habits/8001.json"
  run vm_manager create 8001
  assert_equal "$status" 1
  assert_output --partial 'cannot wait for 8001'
  assert_output --partial 'QEMU guest agent is not running'
  assert_equal "$(grep -c '^error:' <<<"$output")" 1
  rm "$HOST/var/lib/pve-sandbox/habits/8001.json"
  clear_log
  vm_manager create 8001
  assert_equal "$(log_of changes | grep -c -E '^qm (create|clone|start)')" 0
  run vm_manager plan 8001 --detailed-exitcode
  assert_success
}

@test "a feature of 300 kB with any bytes runs in a VM, followed, and its exit status counts" {
  mkdir -p "$HOST/$BASE/bin/vm_features"
  local script=$HOST/$BASE/bin/vm_features/feature_install_big.sh
  printf '#!/bin/bash\necho "size $(wc -c <"$0")"\nexit 7\n' >"$script"
  head -c 300000 /dev/urandom >>"$script"
  declare_vm 8001 'vm.features = ["big"]'
  vm_manager create 8000
  run vm_manager create 8001
  assert_equal "$status" 1
  assert_output --partial "size $(wc -c <"$script")"
  assert_output --partial 'exited 7'
  sed -i 's/^exit 7$/exit 0/' "$script"
  vm_manager create 8001
  assert_equal "$(find "$(tree_of 8001)/tmp" -name 'phoenix*')" ''
  run vm_manager plan 8001 --detailed-exitcode
  assert_success
}

@test "network volumes are mounted for good, each once, and others stay in fstab" {
  declare_vm 8001 'vm.volumes = ["a", "b"].map((name) => ({ name, type: "nfs", server: "10.20.0.9", path: "/srv/" + name, mount_point: "/mnt/" + name }))'
  vm_manager create 8000 8001
  local fstab
  fstab=$(tree_of 8001)/etc/fstab
  assert_equal "$(grep -c ' nfs ' "$fstab")" 2
  assert_equal "$(vm_manager exec 8001 -- awk '$1 ~ /:/ && $2 ~ "^/mnt/" { print $1, $2 }' /proc/mounts | sort -u)" \
    '10.20.0.9:/srv/a /mnt/a
10.20.0.9:/srv/b /mnt/b'
  echo 'tank:/own /own nfs defaults,noauto 0 0' >>"$fstab"
  declare_vm 8001 'vm.volumes[0].path = "/srv/other"'
  clear_log
  vm_manager create 8001
  assert_equal "$(grep ' nfs ' "$fstab" | cut -d' ' -f1,2 | sort)" \
    '10.20.0.9:/srv/b /mnt/b
10.20.0.9:/srv/other /mnt/a
tank:/own /own'
  assert_equal "$(vm_manager exec 8001 -- awk '$1 ~ /:/ && $2 == "/mnt/a" { print $1 }' /proc/mounts | sort -u)" 10.20.0.9:/srv/other
  run vm_manager plan 8001 --detailed-exitcode
  assert_success
}

@test "reconfigure goes back to the snapshot before the features, and does again what follows" {
  declare_vm 8001 'vm.features = ["docker"]; vm.snapshots = { pre_features: "bare", post_features: "done" }'
  vm_manager create 8000 8001
  vm_manager exec 8001 -- sh -c 'echo lost >/opt/mine'
  clear_log
  run vm_manager reconfigure 8001 --yes
  assert_success
  assert_equal "$(log_of changes | sed -n -E 's/^(qm [a-z]+) 8001( [a-z]+)?.*/\1\2/p' | grep -v guest | xargs)" \
    'qm delsnapshot done qm rollback bare qm start qm snapshot done'
  refute [ -e "$(tree_of 8001)/opt/mine" ]
  assert grep -q . "$(tree_of 8001)/var/lib/phoenix/feature.docker"
  run vm_manager plan 8001 --detailed-exitcode
  assert_success
}

@test "an image is customized in a copy, where that is declared and possible" {
  declare_vm 8000 'vm.customize_image = true'
  run vm_manager create 8000
  assert_failure
  assert_output --partial 'virt-customize is not on this host'
  on_host apt-get -q -y install libguestfs-tools >/dev/null
  run vm_manager create 8000
  assert_success
  assert_regex "$(conf 8000)" $'\ntemplate: 1\n'
  assert_equal "$(find "$HOST/var/cache/phoenix" -name 'customized-*')" ''
}

@test "a disk that is smaller than its image is refused before anything, or named by the resize" {
  declare_vm 8000 'vm.disk_size_gb = 2'
  find "$HOST/var/lib/vz" -name '*.img' -delete
  run --separate-stderr vm_manager create 8000
  assert_equal "$status" 1
  assert_regex "$stderr" 'cannot grow scsi0 of 8000: its disk of 2 GiB is smaller than image [^ ]+'$'\n'
  assert_regex "$stderr" 'hint: declare a larger disk_size_gb for 8000, then type the same command again'
  vm_manager delete 8000 --yes
  clear_log
  run --separate-stderr vm_manager create 8000
  assert_equal "$status" 1
  assert_regex "$stderr" 'cannot create 8000: its disk of 2 GiB is smaller than image [^ ]+ \(3.5 GiB\)'
  assert_regex "$stderr" 'hint: declare disk_size_gb 4 or more for 8000'
  assert_equal "$(log_of changes)" ''
  declare_vm 8000 'vm.disk_size_gb = 4'
  run vm_manager create 8000
  assert_success
}

@test "a VM whose disk was too small for its image is finished with a larger one" {
  declare_vm 8000 'vm.disk_size_gb = 2'
  find "$HOST/var/lib/vz" -name '*.img' -delete
  run vm_manager create 8000
  assert_failure
  declare_vm 8000 'vm.disk_size_gb = 5'
  run vm_manager create 8000
  assert_success
  assert_regex "$(conf 8000)" $'\ntemplate: 1'
  assert_regex "$(conf 8000)" $'\nscsi0: [^\n]*size=5G'
}

@test "an error of cloud-init is told with what to type, is not forgotten by a restart, and ends with it" {
  vm_manager create 8000
  declare_vm 8001 'vm.packages = ["htop"]'
  fault --match '^guest:8001 apt-get ' --fail 'E: Unable to fetch some archives' --exit 100
  run --separate-stderr vm_manager create 8001
  assert_equal "$status" 1
  assert_regex "$stderr" 'error: cannot wait for 8001: cloud-init ended with an error'
  assert_regex "$stderr" 'hint: .*vm-manager exec 8001 -- cloud-init clean, then phoenix restart 8001; or .*phoenix delete 8001'
  fault --clear
  on_host qm stop 8001
  on_host qm start 8001
  run --separate-stderr vm_manager create 8001
  assert_equal "$status" 1
  assert_regex "$stderr" 'cloud-init ended with an error'
  assert_regex "$stderr" 'at an earlier boot, and does not try again by itself'
  vm_manager exec 8001 -- cloud-init clean
  vm_manager restart 8001
  run --separate-stderr vm_manager create 8001
  assert_success
  run vm_manager exec 8001 -- dpkg -s htop
  assert_success
}
