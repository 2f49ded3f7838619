#!/usr/bin/env bats
# The firewall of the host: what is declared beside what others wrote; a change that would cut the host
# off goes back by itself.

load helpers

setup() {
  sandbox "$ROOT/examples/etc" --bare
  CLUSTER=$HOST/etc/pve/firewall/cluster.fw
}
teardown() { drop_sandbox; }

set_up() { phoenix setup --only firewall; }
causes() { phoenix plan --host --only firewall --json | json 'value.steps[0].operations.map((one) => one.cause).join("; ")'; }
timer() { on_host systemctl is-active phoenix-firewall-rollback.timer; }
way_in() { on_host pve-firewall simulate --from outside --to host --source 10.0.0.7 --dest 10.0.0.13 --dport "$1" --protocol tcp; }
killed_at() { run -0 on_host node "$BATS_TEST_DIRNAME/kill-at.mjs" "$1" "$DIST/bin/managers/hypervisor-manager" setup --only firewall; }
as_declared() {
  assert_equal "$(causes)" ''
  assert_equal "$(timer || true)" inactive
  clear_log
  set_up
  assert_equal "$(log_of changes)" ''
}

# What others wrote, which decides before the rules of the datacenter that follow.
foreign() {
  mkdir -p "$(dirname "$CLUSTER")"
  cat >"$CLUSTER" <<-'EOS'
	[OPTIONS]

	log_ratelimit: burst=2
	ebtables: 1

	[ALIASES]

	desk 10.0.0.7 # mine

	[RULES]

	IN ACCEPT -source desk -p tcp -dport 9100 # metrics

	[group web]

	IN ACCEPT -p tcp -dport 443
	EOS
}

@test "97: switched on, and every way in is open before it stays" {
  run -0 set_up
  run -0 cat "$CLUSTER"
  assert_line 'enable: 1'
  assert_line 'policy_in: DROP'
  assert_line --partial 'IN ACCEPT -source 10.0.0.0/24'
  run -0 log_of all
  assert_line --partial 'systemd-run --on-active=90'
  assert_line --partial 'pve-firewall simulate --from outside --to host --protocol tcp --source 10.0.0.1 --dport 8006'
  run -0 way_in 22
  assert_output --partial 'ACTION: ACCEPT'
  as_declared
}

@test "88: rules, names and options of others stay" {
  foreign
  cp "$CLUSTER" "$BATS_TEST_TMPDIR/before"
  set_up
  while IFS= read -r line; do
    grep -qFx -- "$line" "$CLUSTER" || fail "gone: $line"
  done <"$BATS_TEST_TMPDIR/before"
  as_declared
}

@test "what was altered by hand is put right, and that alone" {
  foreign
  set_up
  cp "$CLUSTER" "$BATS_TEST_TMPDIR/done"
  sed -i 's/policy_in: DROP/policy_in: ACCEPT/; /-source 10.0.0.0\/24/d' "$CLUSTER"
  assert_regex "$(causes)" 'policy_in ACCEPT -> DROP'
  set_up
  diff <(sort "$CLUSTER") <(sort "$BATS_TEST_TMPDIR/done")
  as_declared
}

@test "97: declared rules that leave no way in are refused before anything is changed" {
  edit_config phoenix_hypervisor_config.json '
    config.firewall.global_firewall_rules = [{ type: "in", action: "DROP", proto: "tcp", port: "22" }];'
  clear_log
  run set_up
  assert_failure
  assert_output --partial 22
  assert_output --partial 'nothing was changed'
  assert_equal "$(log_of changes)" ''
}

@test "97: a change that would cut the host off goes back by itself, at once" {
  foreign
  # Proxmox reads the rules of the host first, and nobody but it can tell what they come to.
  mkdir -p "$HOST/etc/pve/nodes/pve"
  printf '[RULES]\n\nIN DROP -p tcp -dport 8006\n' >"$HOST/etc/pve/nodes/pve/host.fw"
  cp "$CLUSTER" "$BATS_TEST_TMPDIR/before"
  run -1 set_up
  assert_output --partial '8006'
  assert_output --partial 'firewall is back in the state before the change'
  cmp "$BATS_TEST_TMPDIR/before" "$CLUSTER"
  assert_equal "$(timer || true)" inactive
}

@test "97: and by the timer when the run is killed right after it was applied" {
  local operation
  foreign
  cp "$CLUSTER" "$BATS_TEST_TMPDIR/before"
  for operation in 6 7 8; do
    killed_at "$operation"
    [ "$(timer)" = active ] || continue
    "$DIST/pve-sandbox" machine "$HOST" --elapse-timers
    cmp "$BATS_TEST_TMPDIR/before" "$CLUSTER"
  done
}

@test "killed in any operation, the next run comes to what is declared" {
  local operation
  for operation in $(seq 10); do
    rm -f "$CLUSTER"
    killed_at "$operation"
    set_up || fail "killed in operation $operation"
    as_declared
  done
}
