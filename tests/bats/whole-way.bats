#!/usr/bin/env bats
# The example lab from a bare host to an empty one, with the programs as the package installs them:
# one host, and each test goes on where the one before it stopped.

load helpers
load package
load packaged

setup_file() {
  HOST=$BATS_FILE_TMPDIR/host
  "$DIST/pve-sandbox" init "$HOST" --configs "$ROOT/examples/etc" --bare
  install_package
}
teardown_file() { "$DIST/pve-sandbox" destroy "$BATS_FILE_TMPDIR/host"; }
setup() { HOST=$BATS_FILE_TMPDIR/host; }

# A command of the host's own, with nothing of this clone in sight.
on_packaged_host() { (cd / && on_host "$@"); }
phoenix() { on_packaged_host phoenix "$@"; }

machines_on_host() { find "$HOST/etc/pve/qemu-server/" -name '*.conf' -printf '%f\n' | sed 's/.conf//' | sort -n | xargs; }
state_of() { phoenix status "$1" | awk -v id="$1" '$1 == id { print $3 }'; }
running() { phoenix status | awk '$3 == "running" { print $1 }' | xargs; }
differing() { phoenix status | awk '/ differs / { print $1 }' | xargs; }
ids_of() {
  node -e '
  const [file, kind] = process.argv.slice(1);
  const config = JSON.parse(require("node:fs").readFileSync(file, "utf8"));
  const ids = kind === "lxc" ? Object.keys(config.lxc_configs) : config.vms.map(({ vmid }) => vmid);
  console.log(ids.join(" "));' "$HOST/$BASE/etc/phoenix_$1_configs.json" "$1"
}
declared() { echo "$(ids_of lxc) $(ids_of vm)" | wc -w; }
# Steps of the setup that are not as declared.
steps_that_differ() { on_packaged_host hypervisor-manager status | awk 'NR > 1 && !/ as declared / { print $1 }' | xargs; }
# Commands that change guests from outside, sorted: of the plan, and of the log.
guest_plan() { phoenix plan | sed -n -E 's/^ +((pct|qm) .*)$/\1/p' | from_outside | sort; }
guest_changes() { log_of changes | from_outside; }
from_outside() { grep -E '^(pct|qm) ' | grep -vE '^(pct|qm) (exec|push|guest) ' | tr -d "'"; }

@test "the programs are the package's own" {
  assert_equal "$(on_packaged_host sh -c 'readlink -f "$(command -v phoenix)"')" /usr/lib/phoenix/bin/phoenix
  for manager in lxc vm hypervisor; do
    run on_packaged_host "$manager-manager" --version
    assert_success
  done
}

@test "a bare host says what to type, is set up, and is so after a restart" {
  run phoenix LetsGo
  assert_failure 65
  assert_output --partial 'hint: type phoenix setup, which makes it of a declared dataset'
  run phoenix setup --yes
  assert_success
  "$DIST/pve-sandbox" machine "$HOST" --reboot
  clear_log
  run phoenix setup --yes
  assert_success
  refute_line --regexp '^[a-z]+ +(changed|failed|skipped) '
  assert_equal "$(log_of changes)" ''
}

@test "the lab comes up" {
  run phoenix LetsGo
  assert_success
  assert_line --regexp "^Done in .*: $(declared) created\$"
  assert_equal "$(differing)" ''
  assert_equal "$(guests_on_host) $(machines_on_host)" "$(ids_of lxc) $(ids_of vm)"
}

@test "then there is nothing to do" {
  clear_log
  run phoenix LetsGo
  assert_success
  assert_line --regexp "^Done in .*: $(declared) unchanged\$"
  assert_equal "$(log_of changes)" ''
  assert_equal "$(guest_plan)" ''
  phoenix plan --detailed-exitcode
}

@test "its tests pass, and the doctor finds nothing" {
  run --separate-stderr phoenix test all
  assert_success
  assert_line --regexp '^ok [0-9]+ - 920:health_checks '
  assert_line --regexp '^ok [0-9]+ - 8001:health_checks '
  refute_line --regexp '^not ok'
  run --separate-stderr phoenix test host
  assert_success
  assert_line --regexp '^ok [0-9]+ - host:hypervisor_manager_tests '
  run on_packaged_host bash /usr/lib/phoenix/bin/tests/run_all_suites.sh 902:health_checks
  assert_success
  assert_line '  [ PASS ] The way out is the gateway'
  run phoenix smoke-test
  assert_success
  run phoenix doctor
  assert_success
}

@test "what somebody changes on guests is seen, and converge repairs exactly that" {
  on_host pct set 910 --memory 2048
  on_host pct stop 921
  on_host pct stop 930
  on_host pct destroy 930
  on_host qm set 8001 --tags mine --onboot 0
  on_host qm stop 8001
  on_host qm set 8001 --cores 4
  clear_log
  assert_equal "$(differing)" '910 8001'
  assert_equal "$(state_of 921)" stopped
  assert_equal "$(state_of 930)" missing
  run -2 phoenix plan --detailed-exitcode
  run -2 phoenix drift --metrics /root/phoenix.prom
  assert_line --regexp '^910 +ledger +differs +memory 2048 -> 1024$'
  assert_line --regexp '^930 +proxy +missing$'
  assert_line --regexp '^4 of [0-9]+ differ$'
  grep -qxF 'phoenix_guest_drift{id="930",name="proxy",kind="lxc"} 1' "$HOST/root/phoenix.prom"
  local planned
  planned=$(guest_plan)
  assert_equal "$planned" 'pct clone 900 930 --full 1 --snapname pre-configured --hostname proxy --storage quickOS-lxc-disks
pct set 910 --memory 1024
pct set 930 --net0 name=eth0,bridge=vmbr0,gw=10.0.0.1,hwaddr=52:54:00:AA:BB:30,ip=10.0.0.130/24,type=veth --onboot 1 --startup order=3 --tags lab;entry
pct start 921
pct start 930
qm set 8001 --cores 2 --onboot 1 --tags lab
qm start 8001'
  run phoenix converge all
  assert_success
  assert_equal "$(guest_changes | sort)" "$planned"
  clear_log
  phoenix plan --detailed-exitcode
  run phoenix drift
  assert_success
  assert_output 'Everything is as declared'
  run phoenix test all
  assert_success
}

@test "what somebody changes on the host is seen, and setup repairs exactly that" {
  on_host zfs set quota=1G fastData/shared-data
  on_host exportfs -u 10.0.0.0/24:/fastData/shared-data
  on_host timedatectl set-timezone Etc/UTC
  assert_equal "$(steps_that_differ)" 'time zfs nfs'
  clear_log
  run phoenix setup --yes
  assert_success
  assert_equal "$(log_of changes | sort)" 'exportfs -a
timedatectl set-timezone Europe/Berlin
zfs set quota=200G fastData/shared-data'
  assert_equal "$(steps_that_differ)" ''
}

@test "all guests stop, in the reverse of their order, and start again" {
  clear_log
  run phoenix stop all
  assert_success
  assert_equal "$(running)" ''
  assert_equal "$(guest_changes | grep -oE '^(pct|qm) shutdown [0-9]+' | awk '{ print $3 }' | sed -n '1p;$p' | xargs)" '902 910'
  run phoenix start all
  assert_success
  run phoenix test all
  assert_success
  assert_equal "$(differing)" ''
}

@test "all guests go, and what is left is the host, its downloads and the journal" {
  run phoenix delete all </dev/null
  assert_failure
  assert_equal "$(guests_on_host)" "$(ids_of lxc)"
  run phoenix delete all --yes
  assert_success
  assert_equal "$(guests_on_host)$(machines_on_host)" ''
  assert_equal "$(phoenix status | awk 'NR > 1 { print $3 }' | sort -u)" missing
  assert_equal "$(find "$HOST"/quickOS "$HOST"/fastData/shared-iso "$HOST"/var/cache/phoenix "$HOST"/etc/pve/firewall -type f -printf '%P\n' | sort)" \
    'cluster.fw
images/noble-server-cloudimg-amd64.img
template/cache/debian-13-standard_13.6-1_amd64.tar.zst'
  assert_equal "$(on_host zfs list -H -o name -r quickOS | sort)" 'quickOS
quickOS/lxc-disks
quickOS/shared-prod-data-volumes
quickOS/vm-disks'
  assert_equal "$(steps_that_differ)" ''
  run phoenix runs
  assert_output --partial 'delete all'
}
