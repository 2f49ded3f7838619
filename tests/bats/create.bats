#!/usr/bin/env bats
# create and converge: what is made, in which order, at which price.

load helpers
teardown() { drop_sandbox; }

@test "create makes a guest and all that it stands on, in order, and nothing else" {
  sandbox
  run phoenix create 950
  assert_success
  assert_equal "$(guests_on_host)" '900 901 920 950 953'
  run creation_order
  assert_line --index 0 900
  position() { creation_order | grep -n "^$1$" | cut -d: -f1; }
  [ "$(position 900)" -lt "$(position 901)" ]
  [ "$(position 901)" -lt "$(position 920)" ]
  [ "$(position 920)" -lt "$(position 950)" ]
  [ "$(position 953)" -lt "$(position 950)" ]
}

@test "the same create again runs no command that changes anything, and the plan is empty" {
  sandbox
  phoenix create 950
  clear_log
  run phoenix create 950
  assert_success
  assert_equal "$(log_of changes)" ''
  assert_equal "$(log_of proxmox)" 'pct list'
  run phoenix plan 900 901 920 950 953 --detailed-exitcode --json
  assert_success
  assert_equal "$(json 'value.guests.flatMap((guest) => guest.operations)' <<<"$output")" '[]'
}

@test "a container from a template takes three Proxmox commands" {
  sandbox
  edit_config phoenix_lxc_configs.json '
    const [base] = [config.lxc_configs["900"]];
    config.lxc_configs = { 100: { ...base, name: "plain", features: [], start_at_boot: true, template_snapshot_name: undefined } };'
  rm "$HOST/$BASE/etc/phoenix_vm_configs.json"
  edit_config phoenix_hypervisor_config.json 'delete config.core_paths.vm_config_file;'
  run lxc_manager create 100
  assert_success
  assert_equal "$(log_of proxmox | cut -d' ' -f1-3)" $'pct create 100\npct start 100\npct exec 100'
  assert_equal "$(grep -c '^lxc.apparmor.profile: unconfined$' "$HOST/etc/pve/lxc/100.conf")" 1
}

@test "every declared setting is in the conf file, and in the main section only" {
  sandbox
  phoenix create 950
  run sed '/^\[/,$d' "$HOST/etc/pve/lxc/950.conf"
  assert_line 'cores: 6'
  assert_line 'memory: 16384'
  assert_line 'onboot: 1'
  assert_line 'startup: order=3,up=5,down=5'
  assert_line 'unprivileged: 1'
  assert_line 'hostname: llm-chat'
  assert_line 'rootfs: fast-guests:subvol-950-disk-0,size=64G'
  assert_line 'mp0: bulk-models:subvol-950-disk-0,mp=/models,size=50G'
  assert_line --regexp '^net0: name=eth0,bridge=vmbr0,firewall=1,gw=10.20.0.1,hwaddr=52:54:00:67:00:50,ip=10.20.0.150/24,type=veth$'
  assert_line --partial '/dev/nvidia0'
  refute_line --partial '/dev/nvidia1'
  run cat "$HOST/etc/pve/firewall/950.fw"
  assert_line 'enable: 1'
  assert_line 'IN ACCEPT -source 10.20.0.153 -p tcp -dport 8000 # phoenix'
}

@test "a conf file with foreign content changes in the intended lines only" {
  sandbox
  phoenix create 902
  conf=$HOST/etc/pve/lxc/902.conf
  {
    printf '#made by hand%%3A keep\n'
    sed '/^\[/,$d' "$conf" | sed '/^$/d'
    printf 'foreign_key: stays\nlxc.environment: A=1\nlxc.mount.auto: sys:rw\n\n'
    sed -n '/^\[/,$p' "$conf"
  } >"$conf.new"
  cat "$conf.new" >"$conf" && rm "$conf.new"
  cp "$conf" "$BATS_TEST_TMPDIR/before"
  edit_config phoenix_lxc_configs.json 'config.lxc_configs["902"].lxc_options.push("lxc.mount.auto=proc:rw")'
  run phoenix converge 902
  assert_success
  run diff "$BATS_TEST_TMPDIR/before" "$conf"
  assert_output --regexp '^[0-9c]+
< lxc.mount.auto: sys:rw
---
> lxc.mount.auto: proc:rw$'
}

@test "an existing guest that nobody made with phoenix is converged without a restart" {
  sandbox
  on_host pct create 953 /bulk/iso/template/cache/ubuntu-24.04-standard_24.04-2_amd64.tar.zst \
    --rootfs fast-guests:16 --hostname old --unprivileged 1 --memory 256 \
    --net0 name=eth0,bridge=vmbr0,ip=dhcp
  on_host pct start 953
  clear_log
  run lxc_manager create 953
  assert_success
  refute_line --partial 'pct start'
  run log_of changes
  refute_output --regexp 'pct (start|stop|shutdown|reboot|destroy|create)'
  run lxc_manager plan 953 --detailed-exitcode
  assert_success
}

@test "features and application script run once over three creates" {
  sandbox
  for _ in 1 2 3; do phoenix create 952; done
  run on_host pct exec 902 -- cat /opt/features
  assert_failure
  phoenix start 902
  assert_equal "$(on_host pct exec 902 -- cat /opt/features)" docker
  assert_equal "$(on_host pct exec 952 -- cat /opt/features)" docker
}

@test "a script runs again after a rollback to before it, and not in a clone" {
  sandbox
  edit_config phoenix_lxc_configs.json 'config.lxc_configs["953"].features = []; delete config.lxc_configs["953"].application_script'
  edit_config phoenix_hypervisor_config.json 'delete config.shared_volumes'
  phoenix create 953
  on_host pct snapshot 953 before
  edit_config phoenix_lxc_configs.json '
    config.lxc_configs["953"].features = ["llm"];
    config.lxc_configs["954"] = { ...config.lxc_configs["953"], name: "twin", clone_from_ctid: "953",
      mac_address: "52:54:00:67:00:54", network_config: { ...config.lxc_configs["953"].network_config, ip: "10.20.0.154/24" } };
    config.lxc_configs["953"].template_snapshot_name = "after";'
  for _ in 1 2 3; do phoenix create 953; done
  assert_equal "$(on_host pct exec 953 -- cat /opt/features)" llm
  phoenix create 954
  assert_equal "$(on_host pct exec 954 -- cat /opt/features)" llm
  on_host pct delsnapshot 953 after
  on_host pct rollback 953 before
  run phoenix create 953
  assert_success
  assert_equal "$(on_host pct exec 953 -- cat /opt/features)" llm
  assert_equal "$(log_of all | grep -c 'pct exec 953 -- sh -c .*llm')" 2
}

@test "reconfigure runs the application again on fresh ground" {
  sandbox
  phoenix create 950
  on_host pct exec 950 -- sh -c 'echo dirt >/opt/dirt'
  run phoenix reconfigure 950 </dev/null
  assert_failure 64
  assert_output --partial 'type: phoenix reconfigure 950 --yes'
  on_host pct exec 950 -- ls /opt/dirt
  run phoenix reconfigure 950 --yes
  assert_success
  run on_host pct exec 950 -- ls /opt
  refute_line dirt
  assert_equal "$(on_host pct exec 950 -- cat /opt/application)" 'application of 950'
  run phoenix plan 950 --detailed-exitcode
  assert_success
}

@test "reconfigure keeps the data of a volume that is newer than its snapshot, and sees to the firewall" {
  sandbox
  phoenix create 950
  edit_config phoenix_lxc_configs.json 'config.lxc_configs["950"].volumes = [
    { name: "n", pool: "bulk-models", size_gb: 1, mount_point: "/n" },
    ...(config.lxc_configs["950"].volumes ?? [])]'
  phoenix converge 950
  on_host pct exec 950 -- sh -c 'echo precious >/n/data'
  edit_config phoenix_lxc_configs.json 'config.lxc_configs["950"].firewall = {
    enabled: true, rules: [{ type: "in", action: "ACCEPT", proto: "tcp", port: "22" }] }'
  for _ in first second; do
    run phoenix reconfigure 950 --yes
    assert_success
    assert_equal "$(on_host pct exec 950 -- cat /n/data)" precious
    assert_equal "$(grep -c '^mp[0-9]*:.*mp=/n' <(sed '/^\[/,$d' "$HOST/etc/pve/lxc/950.conf"))" 1
    refute grep -q '^unused' "$HOST/etc/pve/lxc/950.conf"
    assert grep -q 'dport 22' "$HOST/etc/pve/firewall/950.fw"
  done
  run phoenix plan 950 --detailed-exitcode
  assert_success
}

@test "what waits for the next start of a container can be taken back" {
  sandbox
  phoenix create 953
  servers() { edit_config phoenix_lxc_configs.json "config.lxc_configs['953'].network_config.nameservers = $1"; }
  before=$(grep '^nameserver' "$HOST/etc/pve/lxc/953.conf" || true)
  servers '"1.1.1.1"'
  phoenix converge 953
  servers '[]'
  run phoenix converge 953
  assert_success
  run phoenix plan 953 --detailed-exitcode
  assert_success
  [ -n "$before" ] || refute grep -q nameserver "$HOST/etc/pve/lxc/953.conf"
}

@test "nothing is said to be done with a container whose id is declared for a VM" {
  sandbox
  phoenix create 953
  edit_config phoenix_lxc_configs.json 'delete config.lxc_configs["953"]; for (const one of Object.values(config.lxc_configs)) one.dependencies = []'
  edit_config phoenix_vm_configs.json 'config.vms.push({ vmid: 953, name: "proxy", clone_from_vmid: config.vms[0].vmid, network_config: { ip: "dhcp" } })'
  for verb in stop delete start; do
    run phoenix "$verb" 953 --yes
    assert_failure
    assert_output --partial "cannot $verb VM 953: a container has that id"
    assert_output --partial 'pct config 953'
  done
  assert_equal "$(on_host pct status 953)" 'status: running'
}

@test "a health check that answers late is waited for, one that never answers fails the guest" {
  sandbox
  fault --match '^guest:952 curl' --times 2 --fail 'connection refused' --exit 7
  run phoenix create 952
  assert_success
  fault --clear
  fault --match '^guest:952 curl' --fail 'connection refused' --exit 7
  run phoenix restart 952
  assert_failure 1
  assert_output --partial 'cannot find 952 healthy'
  assert_output --partial 'connection refused'
}

@test "a dependant of a guest that does not get healthy is skipped, others are not" {
  sandbox
  edit_config phoenix_lxc_configs.json 'config.lxc_configs["953"].health_check = { command: "curl -s http://localhost", retries: 1, interval: 0 }'
  fault --match '^guest:953 curl' --fail 'connection refused' --exit 7
  run phoenix create 950 901
  assert_failure 1
  assert_output --partial '953'
  assert_equal "$(guests_on_host)" '900 901 920 953'
  fault --clear
  run phoenix create 950
  assert_success
}

@test "tests of a guest are run on demand, all of them, with TAP as the result" {
  sandbox
  run phoenix test 950
  assert_failure 1
  assert_line '# there is no container 950'
  assert_line '# type phoenix create 950'
  phoenix create 950
  run lxc_manager test 950
  assert_failure 1
  assert_line 'ok 1 - 950:health it passes'
  assert_line 'not ok 2 - 950:health it fails'
  assert_line '# this test fails'
  run phoenix test 950:nosuite
  assert_failure 66
  assert_output --partial 'type phoenix test 950:health'
  phoenix stop 950
  run phoenix test 950
  assert_failure 1
  assert_line '# type phoenix start 950'
}

@test "a test that cannot be run here (exit 77) is skipped, in a guest and on the host" {
  sandbox
  phoenix create 950
  printf '#!/bin/sh\necho no card here\nexit 77\n' >"$HOST/$BASE/bin/tests/health/fail.sh"
  run phoenix test 950
  assert_success
  assert_line 'ok 2 - 950:health it fails # SKIP no card here'
  run --separate-stderr phoenix test 950 --json --junit /root/results.xml
  assert_success
  assert_equal "$(json 'value.summary' <<<"$output")" '{"passed":1,"failed":0,"skipped":1}'
  grep -q '<skipped message="no card here"/>' "$HOST/root/results.xml"
}

@test "a missing script, storage, bridge or device is told before anything is changed" {
  sandbox
  rm "$HOST/$BASE/bin/app_llm.sh" "$HOST/$BASE/bin/lxc_setup/phoenix_hypervisor_feature_install_llm.sh"
  rm "$HOST/dev/nvidia0"
  edit_config phoenix_lxc_configs.json '
    config.lxc_configs["900"].storage_pool = "nowhere";
    config.lxc_configs["953"].network_config.bridge = "vmbr7";'
  run phoenix create 950
  assert_failure
  assert_output --partial 'no storage nowhere'
  assert_output --partial 'no bridge vmbr7'
  assert_output --partial '/dev/nvidia0'
  assert_output --partial 'app_llm.sh does not exist'
  assert_output --partial 'install_llm.sh does not exist'
  assert_output --partial 'hint:'
  assert_equal "$(log_of changes)" ''
}

@test "where no guest is declared, status says so and what shows those of the host" {
  sandbox
  echo '{ "lxc_configs": {} }' >"$HOST/$BASE/etc/phoenix_lxc_configs.json"
  echo '{ "vms": [] }' >"$HOST/$BASE/etc/phoenix_vm_configs.json"
  run --separate-stderr phoenix status
  assert_success
  assert_output ''
  assert_regex "$stderr" '^note: no guest is declared; phoenix status --all shows those of this host'
  run --separate-stderr phoenix status --json
  assert_output '{"guests":[]}'
}
