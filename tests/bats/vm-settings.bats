#!/usr/bin/env bats
# What is declared of a VM that exists, and what is not, by the built executables.

load helpers

setup() { sandbox; }
teardown() { drop_sandbox; }

vm_manager() { on_host "$DIST/bin/managers/vm-manager" "$@"; }
conf() { cat "$HOST/etc/pve/qemu-server/$1.conf"; }
# Changes the declaration of the VM of that id: declare ID 'a statement about vm'
declare_vm() {
  edit_config phoenix_vm_configs.json "for (const vm of config.vms) if (vm.vmid === $1) { $2 }"
}
# A VM of somebody else as the source of 8001: with an address, without data of Phoenix.
foreign_source() {
  on_host qm create 8000 --name vm-template --memory 2048 --cores 2 --scsi0 fast-guests:8 \
    --net0 virtio,bridge=vmbr0 --ide2 fast-guests:cloudinit --ipconfig0 ip=10.20.0.9/24,gw=10.20.0.1
  declare_vm 8001 'vm.dependencies = []; vm.agent = false; delete vm.user_config; delete vm.network_config'
}

@test "an empty value takes a setting away, an absent key leaves it; then the plan is empty" {
  declare_vm 8001 'vm.dependencies = []; vm.tags = ["a"]; vm.description = "words"; vm.network_config.nameservers = ["10.20.0.1"]'
  vm_manager create 8000 8001
  declare_vm 8001 'delete vm.tags; delete vm.description; delete vm.network_config; vm.user_config.ssh_keys = []'
  clear_log
  run vm_manager create 8001
  assert_success
  assert_equal "$(log_of changes)" ''
  declare_vm 8001 'vm.tags = []; vm.description = ""; vm.network_config = { ip: "dhcp", nameservers: [] }'
  run vm_manager create 8001
  assert_success
  assert_equal "$(log_of changes)" 'qm set 8001 --ipconfig0 ip=dhcp --delete tags,description,nameserver'
  run vm_manager plan 8001 --detailed-exitcode
  assert_success
  assert_output --partial '8001 takes up'
  assert_output --partial 'ipconfig0'
  vm_manager restart 8001
  refute_regex "$(conf 8001)" '(tags|nameserver|words)'
  run vm_manager plan 8001 --detailed-exitcode
  assert_success
  refute_output --partial 'takes up'
}

@test "a clone that was cut off from a VM of somebody else does not keep its address" {
  foreign_source
  fault --match '^qm set 8001' --nth 1 --kill
  run vm_manager create 8001
  assert_failure
  assert_regex "$(conf 8001)" 'ipconfig0: ip=10.20.0.9/24'
  run vm_manager create 8001
  assert_success
  assert_regex "$(conf 8001)" 'cicustom: user=local:snippets/phoenix-8001-user-data.yml'
  assert_regex "$(conf 8001)" 'ipconfig0: ip=dhcp'
  run vm_manager plan 8001 --detailed-exitcode
  assert_success
}

@test "a template of the site that cloud-init would not take is refused with its line" {
  local template=$HOST/$BASE/etc/cloud-init/user-data.template.yml
  mkdir -p "${template%/*}"
  printf '#cloud-config\nruncmd: "echo hi"\n' >"$template"
  run --separate-stderr vm_manager create 8000
  assert_equal "$status" 65
  assert_regex "$stderr" 'user-data.template.yml:2: runcmd is no list'
  printf '#cloud-config\nlocale: a\n# J\xf6rg\n' >"$template"
  run --separate-stderr vm_manager create 8000
  assert_equal "$status" 65
  assert_regex "$stderr" 'user-data.template.yml:3: is not written in UTF-8'
  assert_equal "$(log_of changes)" ''
}

@test "a script with the line ends of Windows is named before anything is made" {
  mkdir -p "$HOST/$BASE/bin/vm_features"
  printf '#!/bin/sh\r\necho\r\n' >"$HOST/$BASE/bin/vm_features/feature_install_own.sh"
  declare_vm 8000 'vm.features = ["own"]'
  run --separate-stderr vm_manager create 8000
  assert_equal "$status" 1
  assert_regex "$stderr" 'cannot run [^ ]+/feature_install_own.sh for 8000: its lines end with a carriage return'
  assert_regex "$stderr" "hint: type sed -i 's/.r\\\$//' "
  assert_equal "$(log_of changes)" ''
}
