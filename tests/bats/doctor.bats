#!/usr/bin/env bats
# phoenix doctor: faults are planted in a host that is well, and each is found with what to type.

load helpers
teardown() { drop_sandbox; }

LXC=phoenix_lxc_configs.json
VM=phoenix_vm_configs.json
HYPERVISOR=phoenix_hypervisor_config.json
CFG=etc/pve/storage.cfg

# A lab that has nothing to complain about.
well() {
  sandbox
  find "$HOST/$BASE/bin" -name '*.sh' -exec chmod +x {} +
  mkdir -p "$HOST/etc/pve/firewall"
  printf '[OPTIONS]\n\nenable: 1\n' >"$HOST/etc/pve/firewall/cluster.fw"
}

# Finds one thing and tells what to type: found CHECK SEVERITY 'part of the hint'
found() {
  json "value.findings.filter((one) => one.check === '$1').map((one) => one.severity + ': ' + one.hint).join('\n') || 'not found'" \
    <<<"$report" >"$BATS_TEST_TMPDIR/found"
  grep "^$2: " "$BATS_TEST_TMPDIR/found" | grep -qF -- "$3" && return
  echo "$1 ($2) with '$3', but there is:"
  cat "$BATS_TEST_TMPDIR/found"
  return 1
}

# Nothing else is found than: only CHECK...
only() { assert_equal "$(json '[...new Set(value.findings.map(({ check }) => check))].sort().join(" ")' <<<"$report")" "$(printf '%s\n' "$@" | sort | xargs)"; }

look() { report=$(phoenix doctor --json) && status=0 || status=$?; }

@test "a host that is well: exit 0, few commands, nothing is changed" {
  well
  clear_log
  run phoenix doctor
  assert_success
  assert_output --regexp '^all is well \([0-9]+ checks\)$'
  assert_equal "$(log_of changes)" ''
  assert_equal "$(log_of proxmox)" 'pvesm status'
  refute [ -e "$HOST/var/log/phoenix" ]
  run phoenix doctor --json
  assert_equal "$(json 'value.findings' <<<"$output")" '[]'
  [ "$(json 'value.checks' <<<"$output")" -ge 20 ]
}

@test "firewalls of guests that filter nothing: that of the datacenter is off" {
  well
  rm "$HOST/etc/pve/firewall/cluster.fw"
  look
  assert_equal "$status" 0
  found firewall warning 'phoenix setup --only firewall'
  only firewall
}

@test "storages: missing, switched off, without content, without snippets" {
  well
  edit_config $LXC 'config.lxc_configs[900].storage_pool = "fast-guest"'
  edit_config $VM 'config.vm_defaults.storage_pool = "bulk-iso"'
  sed -i 's/snippets,\|,snippets//' "$HOST/$CFG"
  sed -i '/^zfspool: bulk-models/a\\tdisable' "$HOST/$CFG"
  look
  assert_equal "$status" 1
  found storages error 'did you mean fast-guests?'
  found storage-disabled error 'pvesm set bulk-models --disable 0'
  found storage-content error 'pvesm set bulk-iso --content'
  found snippets error 'snippets'
  only storages storage-disabled storage-content snippets
}

@test "what guests stand on: templates, images, bridges, GPUs, driver, KVM, ids, profiles, nesting" {
  well
  rm "$HOST"/bulk/iso/template/cache/ubuntu-*
  mkdir -p "$HOST/var/lib/pve-manager/apl-info"
  printf 'Package: alpine\nLocation: system/alpine-3.22-default_20250617_amd64.tar.xz\n' \
    >"$HOST/var/lib/pve-manager/apl-info/download.proxmox.com"
  edit_config $VM 'config.vms[0].template_image = "own.qcow2"; config.vms[1].network_bridge = "vmbr7"'
  edit_config $LXC 'config.lxc_configs[901].gpu_assignment = "0,7"; config.lxc_configs[900].features = ["docker"];
    config.lxc_configs[900].apparmor_profile = "lab"; config.lxc_configs[900].lxc_options = [];
    config.lxc_configs[900].apparmor_manages_nesting = false;'
  rm -f "$HOST/etc/apparmor.d/lab" "$HOST/dev/kvm"
  echo 570.10 >"$HOST/sys/module/nvidia/version"
  : >"$HOST/etc/subuid"
  look
  assert_equal "$status" 1
  found templates error 'pveam update'
  found images error 'declare its whole address (https://...) as template_image of 8000'
  found bridges error 'ifreload -a'
  found gpus error 'phoenix setup --only nvidia,gpu'
  found driver error 'phoenix setup --only nvidia'
  found kvm error 'modprobe kvm_intel'
  found id-ranges error 'echo root:100000:65536 >>/etc/subuid'
  found apparmor error 'or declare apparmor_profile "unconfined" or "generated"'
  found nesting warning 'add "nesting=1" to their pct_options'
  run phoenix doctor
  assert_failure 1
  assert_line --index 0 --regexp '^error: '
  assert_line --index 1 --regexp '^  hint: '
}

@test "what was cut off: locks, half-made guests, a snapshot of a change, an armed timer" {
  well
  phoenix create 900
  echo 'lock: backup' | cat - "$HOST/etc/pve/lxc/900.conf" >"$HOST/conf" && cat "$HOST/conf" >"$HOST/etc/pve/lxc/900.conf"
  printf '\n[phoenix-undo]\ncores: 2\nsnaptime: 1\n' >>"$HOST/etc/pve/lxc/900.conf"
  mkdir -p "$HOST/var/log/phoenix/making"
  echo '{"kind":"lxc","id":901,"stage":"define","argv":["pct","clone"],"since":"2026-01-01T00:00:00Z"}' \
    >"$HOST/var/log/phoenix/making/lxc-901.json"
  on_host systemd-run --unit phoenix-network-rollback --on-active 300 true
  look
  assert_equal "$status" 1
  found locks error 'pct unlock 900'
  found half-made error 'phoenix create 901 goes on with it'
  found left-undo warning 'phoenix converge 900 takes it away'
  found rollback-timer warning 'systemctl stop phoenix-network-rollback.timer keeps the change'
  only locks half-made left-undo rollback-timer
}

@test "the host itself: name, services, clock, subscription, restart, journal, version, scripts, configuration" {
  well
  echo '127.0.0.1 localhost' >"$HOST/etc/hosts"
  on_host systemctl stop pveproxy
  on_host systemctl stop chrony
  sed -i '/^Enabled:/d' "$HOST/etc/apt/sources.list.d/pve-enterprise.sources"
  touch "$HOST/run/reboot-required"
  mkdir -p "$HOST/var/log/phoenix" && chmod 777 "$HOST/var/log/phoenix"
  sed -i '/^Package: pve-manager$/,/^$/s/^Version: .*/Version: 7.4-3/' "$HOST/var/lib/dpkg/status"
  rm "$HOST/$BASE/bin/app_llm.sh"
  sed -i '1s/$/\r/' "$HOST/$BASE/bin/app_proxy.sh"
  chmod -x "$HOST/$BASE/bin/lxc_setup/phoenix_hypervisor_feature_install_llm.sh"
  edit_config $HYPERVISOR 'config.hostnam = "pve"'
  look
  assert_equal "$status" 1
  found node-name error 'write this line into /etc/hosts: 10.20.0.2 pve.local pve'
  found services error 'systemctl restart pveproxy'
  found subscription warning 'phoenix setup --only repositories'
  found clock warning 'systemctl enable --now chrony'
  found restart warning 'restart the host'
  found journal error 'chown root:root /var/log/phoenix'
  found version error 'bring the host to Proxmox VE 9'
  found scripts-missing error 'write that script'
  found scripts-crlf error "sed -i 's/\\r\$//' /usr/local/phoenix_hypervisor/bin/app_proxy.sh"
  found scripts-executable warning 'chmod +x /usr/local/phoenix_hypervisor/bin/lxc_setup'
  found configuration warning 'phoenix validate names them all'
}

@test "a configuration with errors is looked at all the same, and told with its place" {
  well
  edit_config $LXC 'config.lxc_configs[900].memory_mb = "much"'
  look
  assert_equal "$status" 1
  found configuration error 'phoenix validate shows the line'
  assert_equal "$(json 'value.findings[0].message' <<<"$report" | grep -c 'phoenix_lxc_configs.json:[0-9]*:[0-9]*: ')" 1
}

@test "a machine that is no Proxmox host is told so, and little else" {
  well
  rm "$HOST"/var/lib/pve-sandbox/bin/{pct,qm}
  rm -r "$HOST/sys/class/net"
  look
  assert_equal "$status" 1
  found proxmox error 'run phoenix on the Proxmox VE host'
  only proxmox
}
