#!/usr/bin/env bats
# The network of the host: what is declared, and nothing else; a change that cuts off goes back by itself.

load helpers

setup() {
  sandbox
  INTERFACES=$HOST/etc/network/interfaces
  cp "$INTERFACES" "$BATS_TEST_TMPDIR/before"
}
teardown() { drop_sandbox; }

set_up() { phoenix setup --only network; }
causes() { phoenix plan --host --only network --json | json 'value.steps[0].operations.map((one) => one.cause).join("; ")'; }
declare_network() { edit_config phoenix_hypervisor_config.json "Object.assign(config.network.interfaces, $1)"; }
address() { on_host ip -o -4 addr show dev vmbr0 | sed -n -E 's/.* inet (\S+) .*/\1/p'; }
timer() { on_host systemctl is-active phoenix-network-rollback.timer; }
# Kills setup when it begins that operation.
killed_at() { run -0 on_host node "$BATS_TEST_DIRNAME/kill-at.mjs" "$1" "$DIST/bin/managers/hypervisor-manager" setup --only network; }
as_declared() {
  assert_equal "$(causes)" ''
  assert_equal "$(timer || true)" inactive
  clear_log
  set_up
  assert_equal "$(log_of changes)" ''
}

@test "88: another address and gateway, all else of the file byte for byte" {
  as_declared
  "$DIST/pve-sandbox" machine "$HOST" --gateway 10.20.0.254
  printf '\n# the lab\nauto vmbr7\niface vmbr7 inet manual\n  bridge_ports none\n' >>"$INTERFACES"
  cp "$INTERFACES" "$BATS_TEST_TMPDIR/before"
  declare_network '{address: "10.20.0.3/24", gateway: "10.20.0.254", dns_nameservers: ["10.20.0.1"]}'
  run phoenix plan --host --only network
  assert_output --partial 'vmbr0: address 10.20.0.2/24 -> 10.20.0.3/24; gateway 10.20.0.1 -> 10.20.0.254'
  assert_output --partial 'should one of these fail:'
  set_up
  assert_equal "$(address)" 10.20.0.3/24
  sed -e s,10.20.0.2/24,10.20.0.3/24, -e s/10.20.0.1$/10.20.0.254/ "$BATS_TEST_TMPDIR/before" | diff - "$INTERFACES"
  assert_equal "$(cat "$HOST/etc/resolv.conf")" $'search local\nnameserver 10.20.0.1'
  cmp "$BATS_TEST_TMPDIR/before" "$HOST/var/lib/phoenix/originals/etc/network/interfaces"
  as_declared
}

@test "what was altered by hand is found and repaired, and that alone" {
  sed -i 's/gateway 10.20.0.1/gateway 10.20.0.9/' "$INTERFACES"
  assert_regex "$(causes)" 'vmbr0: gateway 10.20.0.9 -> 10.20.0.1'
  set_up
  cmp "$BATS_TEST_TMPDIR/before" "$INTERFACES"
  on_host ip addr del 10.20.0.2/24 dev vmbr0
  assert_regex "$(causes)" 'vmbr0 does not run as its file has it'
  set_up
  assert_equal "$(address)" 10.20.0.2/24
  as_declared
}

@test "an address written with a netmask is the same one" {
  sed -i 's,address 10.20.0.2/24,address 10.20.0.2\n\tnetmask 255.255.255.0,' "$INTERFACES"
  as_declared
}

@test "97: a change that loses the gateway goes back by itself, at once" {
  declare_network '{address: "10.99.0.2/24", gateway: "10.99.0.1"}'
  run phoenix setup --only network
  assert_equal "$status" 1
  assert_output --partial 'cannot reach the gateway: the gateway 10.99.0.1 does not answer'
  assert_output --partial 'network is back in the state before the change'
  cmp "$BATS_TEST_TMPDIR/before" "$INTERFACES"
  assert_equal "$(address)" 10.20.0.2/24
  on_host ping -c 1 -W 1 10.20.0.1
  assert_equal "$(timer || true)" inactive
}

@test "97: and by the timer when the run is killed right after it cut the host off" {
  declare_network '{address: "10.99.0.2/24", gateway: "10.99.0.1"}'
  killed_at 8
  assert_equal "$(address)" 10.99.0.2/24
  assert_equal "$(timer)" active
  "$DIST/pve-sandbox" machine "$HOST" --elapse-timers
  cmp "$BATS_TEST_TMPDIR/before" "$INTERFACES"
  assert_equal "$(address)" 10.20.0.2/24
  on_host ping -c 1 -W 1 10.20.0.1
}

@test "killed in any operation, the next run comes to what is declared" {
  declare_network '{address: "10.20.0.3/24"}'
  for operation in $(seq 9); do
    cp "$BATS_TEST_TMPDIR/before" "$INTERFACES"
    on_host ifreload -a
    killed_at "$operation"
    set_up || fail "killed in operation $operation"
    assert_equal "$(address)" 10.20.0.3/24
    assert_equal "$(causes)" ''
    assert_equal "$(timer || true)" inactive
  done
}

@test "a change that works and was never confirmed is checked and confirmed" {
  declare_network '{address: "10.20.0.3/24"}'
  killed_at 9
  on_host systemctl is-active phoenix-network-rollback.timer || skip 'the kill came too late'
  assert_equal "$(causes)" 'the gateway 10.20.0.1 has to answer before the change is confirmed; it works, so it may stay'
  set_up
  assert_equal "$(address)" 10.20.0.3/24
  as_declared
}

@test "a bridge that there is not becomes a fragment of its own; a stanza that is not static stands in the way" {
  declare_network '{name: "vmbr9", address: "10.90.0.2/24", gateway: undefined}'
  run phoenix setup --only network
  assert_success
  cmp "$BATS_TEST_TMPDIR/before" "$INTERFACES"
  on_host ip addr show dev vmbr9 | grep -q 10.90.0.2/24
  assert_regex "$(cat "$HOST/etc/network/interfaces.d/phoenix-vmbr9")" 'bridge-ports none'
  as_declared
  sed -i 's/vmbr9 inet static/vmbr9 inet manual/' "$HOST/etc/network/interfaces.d/phoenix-vmbr9"
  clear_log
  run phoenix setup --only network
  assert_failure
  assert_output --partial 'phoenix-vmbr9 has it as manual, not as static'
  assert_equal "$(log_of changes)" ''
}
