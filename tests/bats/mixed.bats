#!/usr/bin/env bats
# Containers and VMs in one graph: 300 (container) <- 3001 (VM) <- 301 (container) <- 3002 (VM); both
# VMs are cloned from the template 3000, and the container 302 stands alone.

load helpers

LAB=$ROOT/tests/fixtures/lab-vm
IMAGE=noble-server-cloudimg-amd64.img

# One host has the whole chain, which each test that works with it begins with.
setup_file() {
  CHAIN=$BATS_FILE_TMPDIR/chain
  export CHAIN
  "$DIST/pve-sandbox" init "$CHAIN" --configs "$LAB/etc"
}
teardown_file() { "$DIST/pve-sandbox" destroy "$CHAIN"; }
teardown() { [ "${HOST:-$CHAIN}" = "$CHAIN" ] || drop_sandbox; }

with_chain() {
  HOST=$CHAIN
  cp "$LAB"/etc/*.json "$HOST/$BASE/etc/"
  phoenix create 3002
  clear_log
}
declare_vm() {
  edit_config phoenix_vm_configs.json "for (const vm of config.vms) if (vm.vmid === $1) { $2 }"
}
download() { "$DIST/pve-sandbox" download "$HOST" "$@"; }
machine() { "$DIST/pve-sandbox" machine "$HOST" "$@"; }
confs() { find "$HOST/etc/pve/lxc/" "$HOST/etc/pve/qemu-server/" -name '*.conf' -printf '%f\n' | sort | xargs; }
running() { phoenix status --json | json 'value.guests.filter((one) => one.running).map(({ id }) => id)'; }
# What was done to guests as wholes, in order: "clone 3001, start 3001"
deeds() {
  log_of changes |
    sed -n -E 's/^(pct|qm) (create|start|shutdown|stop|template|destroy) ([0-9]+).*/\2 \3/p; s/^(pct|qm) clone [0-9]+ ([0-9]+) .*/clone \2/p' |
    paste -sd, | sed 's/,/, /g'
}

@test "a chain of both kinds is made by one command, in the order of needs; again: nothing" {
  HOST=$CHAIN
  run phoenix create 3002 --parallel 1
  assert_success
  assert_output --partial '5 created'
  assert_equal "$(deeds)" 'create 3000, start 3000, shutdown 3000, template 3000, create 300, start 300, clone 3001, start 3001, create 301, start 301, clone 3002, start 3002'
  clear_log
  run phoenix create 3002
  assert_success
  assert_output --partial '5 unchanged'
  assert_equal "$(log_of changes)" ''
  assert_equal "$(log_of proxmox | grep -c -E '^(pct|qm) list$')" 2
  run phoenix plan 3002 --detailed-exitcode
  assert_success
  assert_output --partial 'Plan: 0 to create, 0 to change, 5 unchanged'
}

@test "ranges, names and exclusions go over both kinds" {
  with_chain
  run phoenix status '300:3001,-302' worker --json
  assert_success
  assert_equal "$(json 'value.guests.map(({ id, kind, running }) => `${id} ${kind} ${running}`)' <<<"$output")" \
    '["300 lxc true","301 lxc true","3000 vm false","3001 vm true","3002 vm true"]'
  run phoenix status workr
  assert_failure 66
  assert_output --partial worker
  run phoenix test 300:3002
  assert_success
  assert_output --partial 'registry is set up'
  assert_equal "$(tail -n 1 <<<"$output" | grep -c 'not ok')" 0
}

@test "all is stopped in reverse and started in order, and a container waits for a healthy VM" {
  with_chain
  phoenix stop all
  assert_equal "$(deeds)" 'shutdown 3002, shutdown 301, shutdown 3001, shutdown 300'
  assert_equal "$(running)" '[]'
  # What a VM remembers can be seen only while it runs.
  assert_equal "$(phoenix status 301 3001 --json | json 'value.guests.map((one) => one.provisioned)')" '[true,null]'
  declare_vm 3001 'vm.health_check = { command: ["sh", "-c", "echo x >>/root/tries; test $(wc -l </root/tries) -ge 3"], retries: 5, interval: 1 }'
  clear_log
  run phoenix start 3002
  assert_success
  assert_equal "$(deeds)" 'start 300, start 3001, start 301, start 3002'
  assert_equal "$(grep -o -E '✔ 3001|301 dashboard: start \(' <<<"$output" | xargs)" '✔ 3001 301 dashboard: start ('
  assert_equal "$(wc -l <"$(find "$HOST/var/lib/pve-sandbox/trees" -maxdepth 2 -name '*-3001-disk-0')/root/tries")" 3
}

@test "what others need is neither stopped nor deleted: all that stand on it are named" {
  with_chain
  run phoenix stop 3001
  assert_failure 1
  assert_output --partial 'cannot stop 3001: 301 dashboard runs and depends on 3001'
  run phoenix stop 300
  assert_failure 1
  assert_output --partial 'cannot stop 300: 3001 registry runs and depends on 300'
  run phoenix delete 300 --yes
  assert_failure 1
  assert_output --partial 'cannot delete 300: 3001 registry depends on 300; on these stand 301, 3002; nothing was done'
  assert_output --partial 'phoenix delete 3002 301 3001 300'
  run phoenix delete 3000 --yes
  assert_failure 1
  assert_output --partial '3001 registry is cloned from 3000; 3002 worker is cloned from 3000; on these stand 301'
  assert_equal "$(log_of changes)" ''
  # A VM that does not hear is left running, and the way to end it is told.
  machine --id 3002 --ignores-shutdown
  declare_vm 3002 'vm.force_stop = false'
  run phoenix stop 3002 301
  assert_failure 1
  assert_output --partial 'vm-manager stop 3002 --force switches it off'
  assert_output --partial '301 dashboard: skipped because of 3002'
  machine --id 3002 --clear
  clear_log
  # Half of the chain goes, and leaves the other half as it is.
  run phoenix stop 3002 301
  assert_success
  assert_equal "$(deeds)" 'shutdown 3002, shutdown 301'
  assert_equal "$(running)" '[300,3001]'
}

@test "a chain is deleted as a whole, from its end, with all its files" {
  with_chain
  run phoenix delete 300 301 3000:3002 --yes
  assert_success
  assert_equal "$(deeds | grep -o -E 'destroy [0-9]+' | cut -d' ' -f2 | xargs)" '3002 301 3001 3000 300'
  assert_equal "$(confs)" ''
  assert_equal "$(find "$HOST/var/lib/vz/snippets" "$HOST/etc/pve/firewall" -type f)" ''
  assert_equal "$(find "$HOST/fast/guests" "$HOST/dev/zvol" -name '*-3*')" ''
  run phoenix delete 300 3001 --yes
  assert_success
}

@test "a circle through both kinds is named whole, and nothing is run" {
  sandbox "$LAB/etc"
  edit_config phoenix_lxc_configs.json 'config.lxc_configs["300"].dependencies = ["3002"]'
  local verb
  for verb in validate 'plan 302' 'create 302'; do
    # shellcheck disable=SC2086
    run phoenix $verb
    assert_failure 65
    assert_output --regexp '300 -> 3002 -> 301 -> 3001 -> 300|3002 -> 301 -> 3001 -> 300 -> 3002|301 -> 3001 -> 300 -> 3002 -> 301|3001 -> 300 -> 3002 -> 301 -> 3001'
  done
  assert_equal "$(log_of all)" ''
}

@test "an agent that never answers: one failure at the deadline, its dependants skipped, others done" {
  sandbox "$LAB/etc"
  declare_vm 3001 'vm.timeouts = { ready: 3 }'
  machine --id 3001 --silent-agent
  run phoenix create 3002 302
  assert_failure 1
  assert_line --regexp '^✖ 3001 registry: cannot wait for 3001: its guest agent does not answer for [0-9.]+s; last seen: QEMU guest agent is not running$'
  assert_line --partial 'hint: see with qm terminal 3001 whether it has booted'
  assert_line --partial 'make it anew: phoenix delete 3001, then phoenix create 3001'
  assert_line --regexp '^– 301 dashboard: skipped because of 3001$'
  assert_line --regexp '^– 3002 worker: skipped because of 3001$'
  assert_equal "$(grep -c '^✖' <<<"$output")" 1
  assert_equal "$(confs)" '300.conf 3000.conf 3001.conf 302.conf'
  run --separate-stderr phoenix create 3002 302 --json
  assert_failure 1
  assert_equal "$(json 'value.guests.map(({ id, outcome, because }) => [id, outcome, because ?? 0].join(" ")).sort()' <<<"$output")" \
    '["300 unchanged 0","3000 unchanged 0","3001 failed 0","3002 skipped 3001","301 skipped 3001","302 unchanged 0"]'
  assert_regex "$(json 'value.guests.find(({ id }) => id === 3001).error.message' <<<"$output")" 'last seen: QEMU guest agent is not running$'
  assert_regex "$(json 'value.guests.find(({ id }) => id === 3001).error.hint' <<<"$output")" 'qm terminal 3001'
  machine --id 3001 --clear
  clear_log
  run phoenix create 3002 302
  assert_success
  assert_equal "$(deeds)" 'create 301, start 301, clone 3002, start 3002'
}

@test "a download that is cut off five times goes on with each create, and ends whole" {
  sandbox "$LAB/etc"
  find "$HOST/var/lib/vz" -name "$IMAGE" -delete
  local at cache=$HOST/var/cache/phoenix/images/$IMAGE
  for at in $(shuf -i 20000-1000000 -n 5 | sort -n); do
    download --match '\.img$' --cut "$at"
    run phoenix create 3000
    assert_failure 1
    assert_output --partial "cannot fetch image $IMAGE for 3000"
    assert_output --partial 'hint: the same command goes on where this one ended'
    assert_equal "$(stat -c %s "$cache.part")" "$at"
    assert [ ! -e "$cache" ]
    assert_equal "$(confs)" ''
    download --clear
  done
  run phoenix create 3000
  assert_success
  assert_equal "$(find "${cache%/*}" -type f)" "$cache"
  on_host wget -q -O /srv/whole "https://cloud-images.ubuntu.com/noble/current/$IMAGE"
  cmp "$cache" "$HOST/srv/whole"
  run phoenix plan 3000 --detailed-exitcode
  assert_success
}

@test "an image with another sum is refused with both sums: no VM, no file" {
  sandbox "$LAB/etc"
  find "$HOST/var/lib/vz" -name "$IMAGE" -delete
  local sum
  sum=$(printf '%064d' 7)
  declare_vm 3000 "vm.sha256 = \"$sum\""
  run phoenix create 3001
  assert_failure 1
  assert_line --regexp "^✖ 3000 ubuntu-template: cannot fetch image $IMAGE for 3000: .*SHA-256 is [0-9a-f]{64}, .* says $sum"
  assert_line --regexp '^– 3001 registry: skipped because of 3000$'
  declare_vm 3000 'delete vm.sha256'
  download --match '\.img$' --wrong
  run phoenix create 3001
  assert_failure 1
  assert_line --regexp "SHA-256 is [0-9a-f]{64}, https://.*/SHA256SUMS says [0-9a-f]{64}"
  assert_equal "$(confs)" 300.conf
  assert_equal "$(find "$HOST/var/cache/phoenix" "$HOST/var/lib/vz/snippets" -type f -size +0)" ''
}

@test "two templates of one image at once download it once" {
  sandbox "$LAB/etc"
  find "$HOST/var/lib/vz" -name "$IMAGE" -delete
  edit_config phoenix_vm_configs.json 'config.vms.push({ ...config.vms[0], vmid: 3003, name: "second-template" })'
  download --match '\.img$' --slow 3
  phoenix create 3000 >"$BATS_TEST_TMPDIR/first" 2>&1 3>&- &
  local pid=$!
  phoenix create 3003
  wait "$pid"
  assert_equal "$(log_of all | grep -c "^wget .*/$IMAGE")" 1
  assert_equal "$(grep -l '^template: 1' "$HOST"/etc/pve/qemu-server/*.conf | wc -l)" 2
}

@test "one Ctrl-C ends the wait for an agent, and leaves nothing running" {
  sandbox "$LAB/etc"
  declare_vm 3001 'vm.timeouts = { ready: 120 }'
  machine --id 3001 --silent-agent
  "$DIST/pve-sandbox" exec "$HOST" -- "$DIST/bin/phoenix" create 3001 >"$BATS_TEST_TMPDIR/out" 2>&1 3>&- &
  local pid=$! begun code=0
  until [ -e "$HOST/etc/pve/qemu-server/3001.conf" ] && on_host qm status 3001 | grep -q running; do sleep 0.1; done
  sleep 1
  begun=$SECONDS
  kill -INT "$pid"
  wait "$pid" || code=$?
  assert_equal "$code" 130
  [ $((SECONDS - begun)) -lt 30 ] || fail "took $((SECONDS - begun)) s"
  refute grep -q 'FAILED\|^error' "$BATS_TEST_TMPDIR/out"
  machine --id 3001 --clear
  run phoenix create 3001
  assert_success
}
