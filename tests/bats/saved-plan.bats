#!/usr/bin/env bats
# Plans that are saved with `phoenix plan --out` and carried out by `phoenix apply`, with the built
# executables: exactly what was shown, or nothing.

load helpers
teardown() { drop_sandbox; }

PLAN=/root/lab.plan
said() { printf '%s\n' "${stderr_lines[@]}"; }
# The plan of everything that is still to be done, as commands: one for each operation.
commands_of() { json 'value.guests.flatMap(({ operations }) => operations.map(({ run, write }) => (run ?? [write]).join(" "))).join("\n")'; }
# A lab whose guests 900 and 902 are as declared.
with_902() {
  sandbox
  phoenix converge 902 --progress quiet
  clear_log
}
# Changes the plan's file: edit_plan 'a statement about plan'
edit_plan() {
  node -e '
    const fs = require("node:fs");
    const plan = JSON.parse(fs.readFileSync(process.argv[1], "utf8"));
    new Function("plan", process.argv[2])(plan);
    fs.writeFileSync(process.argv[1], JSON.stringify(plan));
  ' "$HOST$PLAN" "$1"
}

@test "a saved plan is carried out to the letter, and a second time refused as done" {
  sandbox
  run --separate-stderr phoenix plan 902 953 --out "$PLAN"
  assert_success
  assert_line 'Plan: 3 to create, 0 to change, 0 unchanged'
  assert_equal "$(said)" "saved $PLAN: phoenix apply $PLAN does this, or nothing"
  assert_equal "$(stat -c %a "$HOST$PLAN")" 600
  assert_equal "$(log_of changes)" ''
  planned=$(commands_of <"$HOST$PLAN")

  run --separate-stderr phoenix apply "$PLAN" --dry-run
  assert_success
  assert_line '+ create 902 template-docker'
  assert_equal "$(log_of changes)" ''

  run --separate-stderr phoenix apply "$PLAN"
  assert_success
  assert_line --regexp '^Done in .*: 3 created$'
  # Every command of Proxmox that was shown has run, and no other.
  diff <(grep -E '^pct (create|clone|set|start|shutdown|snapshot)' <<<"$planned" | sort) \
    <(log_of changes | grep -E '^pct (create|clone|set|start|shutdown|snapshot)' | sort)
  run phoenix runs
  assert_line --regexp "phoenix apply $PLAN +done"

  clear_log
  run --separate-stderr phoenix apply "$PLAN"
  assert_failure 3
  assert_equal "$(said)" "$(
    cat <<REFUSED
900 template-base: is as planned already
902 template-docker: is as planned already
953 proxy: is as planned already
error: cannot apply $PLAN: all of it is done already
hint: to see how things are: phoenix plan 902 953
REFUSED
  )"
  assert_equal "$(log_of changes)" ''
}

@test "who does not save a plan is told what that means, where anything would be changed" {
  sandbox
  note='note: not saved, so what is done later may differ; --out FILE keeps it for phoenix apply'
  run --separate-stderr phoenix plan 900
  assert_equal "$(said)" "$note"
  run --separate-stderr phoenix plan 900 --json
  assert_equal "$(said)" ''
  run --separate-stderr phoenix plan 900 --quiet
  assert_equal "$(said)" ''
  phoenix converge 900 --quiet
  run --separate-stderr phoenix plan 900
  assert_equal "$(said)" ''
}

@test "what has changed since is named, and nothing is done" {
  with_902
  edit_config phoenix_lxc_configs.json 'config.lxc_configs["902"].memory_mb = 3000'
  phoenix plan 902 --out "$PLAN"

  # Somebody changes the declaration.
  edit_config phoenix_lxc_configs.json 'config.lxc_configs["902"].memory_mb = 3500'
  run --separate-stderr phoenix apply "$PLAN"
  assert_failure 3
  assert_equal "${stderr_lines[0]}" '902 template-docker: memory_mb 3000 -> 3500'
  assert_regex "${stderr_lines[1]}" '^902 template-docker: set: memory [0-9]+ -> 3500; planned was memory [0-9]+ -> 3000$'
  assert_regex "${stderr_lines[2]}" "^error: cannot apply $PLAN: 902 has changed since it was saved \(.*\); nothing was done$"
  assert_equal "${stderr_lines[3]}" "hint: make it anew: phoenix plan 902 --out $PLAN"
  run --separate-stderr phoenix apply "$PLAN" --json
  assert_failure 3
  assert_equal "$(json 'value.changes.map(({ subject, what, text }) => [subject, what, text])[0]' <<<"$output")" \
    '[902,"configuration","memory_mb 3000 -> 3500"]'
  edit_config phoenix_lxc_configs.json 'config.lxc_configs["902"].memory_mb = 3000'

  # Somebody changes the guest.
  clear_log
  on_host pct set 902 --cores 1
  run --separate-stderr phoenix apply "$PLAN"
  assert_failure 3
  assert_regex "${stderr_lines[0]}" '^902 template-docker: set: .*cores 1 -> [0-9]+.*; planned was memory [0-9]+ -> 3000$'
  assert_equal "$(log_of changes)" 'pct set 902 --cores 1'

  # A dry run shows what was saved, and tells as well.
  run --separate-stderr phoenix apply "$PLAN" --dry-run
  assert_failure 3
  assert_line '~ change 902 template-docker'
  assert_regex "$(said)" 'has changed since it was saved'
}

@test "a script, a guest that came, one that runs no more and one that goes are named" {
  sandbox
  phoenix plan 902 --out "$PLAN" >/dev/null
  echo '# another line' >>"$HOST/$BASE/bin/lxc_setup/phoenix_hypervisor_feature_install_docker.sh"
  run --separate-stderr phoenix apply "$PLAN"
  assert_failure 3
  assert_equal "${stderr_lines[0]}" '902 template-docker: feature docker: its script has changed'
  assert_regex "$(said)" ': 902 has changed since it was saved '
  assert_equal "$(guests_on_host)" ''

  phoenix plan 953 --out "$PLAN" >/dev/null
  phoenix converge 953 --quiet
  on_host pct set 953 --memory 100
  run --separate-stderr phoenix apply "$PLAN"
  assert_failure 3
  assert_equal "${stderr_lines[0]}" '900 template-base: is as planned already'
  assert_equal "${stderr_lines[1]}" '953 proxy: exists now'

  phoenix plan 953 --out "$PLAN" >/dev/null
  on_host pct stop 953
  run --separate-stderr phoenix apply "$PLAN"
  assert_failure 3
  assert_equal "${stderr_lines[0]}" '953 proxy: does not run any more'
  assert_regex "${stderr_lines[1]}" '^error: '

  edit_config phoenix_lxc_configs.json 'delete config.lxc_configs["953"]; for (const one of Object.values(config.lxc_configs)) delete one.dependencies'
  edit_config phoenix_vm_configs.json 'for (const one of config.vms) delete one.dependencies'
  run --separate-stderr phoenix apply "$PLAN"
  assert_failure 3
  assert_equal "${stderr_lines[0]}" '953 proxy: is no longer declared'
}

@test "a guest that is changed while the plan is carried out is left alone by its manager" {
  with_902
  edit_config phoenix_lxc_configs.json 'config.lxc_configs["902"].memory_mb = 3000; config.lxc_configs["902"].dependencies = ["953"]'
  # The application script of 953, which comes first, waits until somebody has worked on 902.
  echo 'sleep 3' >>"$HOST/$BASE/bin/app_proxy.sh"
  phoenix plan 902 --out "$PLAN" >/dev/null
  clear_log
  phoenix apply "$PLAN" >"$BATS_TEST_TMPDIR/out" 2>&1 3>&- &
  until [ -e "$HOST/etc/pve/lxc/953.conf" ]; do sleep 0.05; done
  on_host pct set 902 --cores 1
  exit=0
  wait $! || exit=$?
  assert_equal "$exit" 1
  run cat "$BATS_TEST_TMPDIR/out"
  assert_line --regexp '✔ 953 proxy: created in '
  assert_line --regexp 'cannot change 902 as was planned: it has changed since, and set \(.*cores 1 -> .*\) was not in the plan$'
  assert_equal "$(log_of changes | grep ' 902 ')" 'pct set 902 --cores 1'
  # What is left now, nobody has looked at.
  assert_line --regexp "^next: phoenix plan .*902.* --out $PLAN"
}

@test "a guest of which the script went away is not called done" {
  with_902
  echo '# another line' >>"$HOST/$BASE/bin/app_proxy.sh"
  phoenix converge 953 --quiet
  echo '# one more' >>"$HOST/$BASE/bin/app_proxy.sh"
  phoenix plan 953 --out "$PLAN" >/dev/null
  mv "$HOST/$BASE/bin/app_proxy.sh" "$HOST/$BASE/bin/gone.sh"
  run --separate-stderr phoenix apply "$PLAN"
  assert_failure 3
  assert_regex "${stderr_lines[*]}" '953 proxy: is impossible now: .*app_proxy.sh'
  assert_regex "$(said)" ': 953 has changed since it was saved '
}

@test "a run that was killed halfway is gone on with by converge, and the message says so" {
  sandbox
  phoenix plan 953 --out "$PLAN" >/dev/null
  "$DIST/pve-sandbox" exec "$HOST" -- "$DIST/bin/phoenix" apply "$PLAN" >/dev/null 2>&1 3>&- &
  until [ -e "$HOST/etc/pve/lxc/953.conf" ]; do sleep 0.05; done
  kill -KILL $!
  wait $! || true
  # What its manager has begun comes to an end.
  phoenix converge 900 --wait 1m --quiet
  until ! on_host sh -c 'ls /run/phoenix' | grep -q 953; do sleep 0.1; done
  run --separate-stderr phoenix apply "$PLAN"
  assert_failure 3
  assert_equal "$(said | tail -1)" 'hint: phoenix converge 953 does what is left'
  run --separate-stderr phoenix converge 953
  assert_success
}

@test "a plan of the host is carried out to the letter, and refused when the host has changed" {
  sandbox "$ROOT/examples/etc"
  run --separate-stderr phoenix plan --host --only time --out "$PLAN"
  assert_success
  assert_line --regexp '^~ time '
  forge_plan 'plan.steps[0].operations[0].cause = plan.steps[0].title = "forged"'
  run --separate-stderr phoenix apply "$PLAN" --dry-run
  assert_success
  assert_line --regexp '^~ time '
  refute_output --partial 'forged'
  assert_equal "$(log_of changes)" ''
  run phoenix apply "$PLAN"
  assert_success
  assert_line --regexp '^time +changed'
  run phoenix runs
  assert_line --regexp "phoenix apply $PLAN +done"
  run --separate-stderr phoenix apply "$PLAN"
  assert_failure 3
  assert_equal "${stderr_lines[0]}" 'time: is as planned already'
  edit_config phoenix_hypervisor_config.json 'config.timezone = "Europe/Rome"'
  run --separate-stderr phoenix apply "$PLAN"
  assert_failure 3
  assert_regex "$(said)" 'time: timezone has another value'
}

@test "a file that is no whole plan of this host and this phoenix is refused with what it is" {
  sandbox
  run --separate-stderr phoenix apply /root/none.plan
  assert_failure 66
  assert_equal "${stderr_lines[0]}" 'error: cannot apply /root/none.plan: there is no such file'
  phoenix plan 900 --out "$PLAN" >/dev/null
  cp "$HOST$PLAN" "$BATS_TEST_TMPDIR/whole"

  refused() { # EXIT WORDS
    run --separate-stderr phoenix apply "$PLAN"
    assert_failure "$1"
    assert_equal "${stderr_lines[0]}" "error: cannot apply $PLAN: $2"
    assert_regex "${stderr_lines[1]}" '^hint: '
    cp "$BATS_TEST_TMPDIR/whole" "$HOST$PLAN"
  }
  head -c 400 "$BATS_TEST_TMPDIR/whole" >"$HOST$PLAN"
  refused 65 'it is no saved plan, or is cut off'
  : >"$HOST$PLAN"
  refused 65 'the file is empty'
  echo '{"guests": []}' >"$HOST$PLAN"
  refused 65 'it is no saved plan'
  edit_plan 'plan.format = 2; plan.phoenix = "9.0.0"'
  refused 65 'it is of a format that this phoenix does not know'
  edit_plan 'plan.guests[0].operations.pop()'
  refused 65 'it was altered after it was saved'
  echo f00d >"$HOST/etc/machine-id"
  refused 3 'it was made on another pve, and this is pve; nothing was done'
  assert_equal "$(log_of changes)" ''
}

# forge_plan 'a statement about plan': the same, with the digest that belongs to it
forge_plan() {
  edit_plan "$1;
    delete plan.digest;
    plan.digest = process.getBuiltinModule('node:crypto').createHash('sha256').update(JSON.stringify(plan)).digest('hex')"
}

@test "a forged plan makes apply do nothing that planning anew would not, whatever it says" {
  with_902
  edit_config phoenix_lxc_configs.json 'config.lxc_configs["902"].memory_mb = 3000'
  phoenix plan 902 --out "$PLAN" >/dev/null
  cp "$HOST$PLAN" "$BATS_TEST_TMPDIR/whole"
  clear_log
  local operation='plan.guests.find(({ id }) => id === 902).operations[0]' change
  for change in \
    "$operation.run = ['touch', '/root/canary']" \
    "$operation.run.push('--hookscript', 'local:snippets/evil.sh')" \
    "$operation.run[2] = '900'" \
    "plan.guests.find(({ id }) => id === 902).operations.unshift({ id: 'x', cause: 'y', run: ['touch', '/root/canary'] })" \
    "$operation.fingerprint = 'f'.repeat(64)" \
    "delete $operation.fingerprint" \
    "$operation.write = '/etc/cron.d/x'" \
    "plan.guests.find(({ id }) => id === 902).id = 953" \
    "plan.guests.pop()" \
    "plan.targets = [953]" \
    "plan.words = ['953', '; touch /root/canary']; $operation.run.push('--onboot', '1')" \
    "plan.guests[0].needs = [902]" \
    "plan.baseDir = '/root/evil\\u001b[2J'" \
    "plan.phoenix = '\\u001b[2J\\u202e'"; do
    cp "$BATS_TEST_TMPDIR/whole" "$HOST$PLAN"
    forge_plan "$change"
    run --separate-stderr phoenix apply "$PLAN"
    [ "$status" -eq 3 ] || fail "ends with $status: $change: $stderr"
    refute_regex "$stderr" 'internal error'
    refute_regex "$output$stderr" $'\e'
    refute_regex "$stderr" "[^']; touch"
    assert_equal "$(log_of changes)" ''
  done
  for change in 'plan.guests = 5' 'plan.guests = [null]' 'plan.guests[0].operations = null' \
    'plan.guests[0].notes = {}' 'plan.guests[0].declared = null' 'plan.host = null' 'plan.saved = "never"' \
    'plan.words = "all"' 'plan.targets = ["902"]' 'plan.of = "toString"' \
    'plan.of = "host"; plan.steps = []; plan.declared = {}; plan.only = "--wipe-disks"'; do
    cp "$BATS_TEST_TMPDIR/whole" "$HOST$PLAN"
    forge_plan "$change"
    run --separate-stderr phoenix apply "$PLAN"
    [ "$status" -eq 65 ] || fail "ends with $status: $change"
    assert_equal "${stderr_lines[0]}" "error: cannot apply $PLAN: it makes no sense: phoenix has not written it"
  done
  # Words that decide nothing are not shown: a dry run shows what was planned anew.
  cp "$BATS_TEST_TMPDIR/whole" "$HOST$PLAN"
  forge_plan "$operation.cause = 'harmless, believe me'; plan.guests[0].notes = ['forged']"
  run --separate-stderr phoenix apply "$PLAN" --dry-run
  assert_success
  refute_regex "$output$stderr" 'believe|forged'
  assert_equal "$(log_of changes)" ''
  # A whole plan among forged ones is carried out: the loop above refuses for what it has changed.
  cp "$BATS_TEST_TMPDIR/whole" "$HOST$PLAN"
  forge_plan ''
  run --separate-stderr phoenix apply "$PLAN"
  assert_success
  assert_equal "$(log_of changes)" 'pct set 902 --memory 3000'
  assert [ ! -e "$HOST/root/canary" ]
}

@test "a plan that cannot be carried out is not saved" {
  sandbox
  run --separate-stderr phoenix plan 900 --out /nowhere/lab.plan
  assert_failure 66
  edit_config phoenix_lxc_configs.json 'config.lxc_configs["900"].storage_pool = "none"'
  run --separate-stderr phoenix plan 900 --out "$PLAN"
  assert_failure
  assert_regex "$(said)" 'error: cannot save lab.plan: a guest of it cannot be made as declared'
  [ ! -e "$HOST$PLAN" ]
}

@test "nothing that is secret is in a saved plan, of guests or of the host" {
  # shellcheck disable=SC2016 # a crypt hash
  local hash='$6$saltsaltsalt$u2lXgyk0kTvHHuLeHWTqbYkA5ZkQ0GlqVY1cR1dn1d8hWmF1xJ9zUqZq7n5x2eYb1u3r9d6b7c8e9f0a1b2c3.'
  sandbox "$ROOT/examples/etc"
  cp -rL "$ROOT/examples/bin/." "$HOST/$BASE/bin/"
  cp -r "$ROOT/examples/etc/lab" "$HOST/$BASE/etc/"
  edit_config phoenix_vm_configs.json "for (const vm of config.vms) vm.user_config = { ...vm.user_config, password_hash: '$hash' }"
  edit_config phoenix_hypervisor_config.json "config.users.password_hash = '$hash'"
  phoenix validate
  phoenix plan --out "$PLAN" >/dev/null
  run grep -cF "$hash" "$HOST$PLAN"
  assert_output 0
  phoenix plan --host --out /root/host.plan >/dev/null
  run grep -cF "$hash" "$HOST/root/host.plan"
  assert_output 0
  # Another password is another plan, all the same.
  edit_config phoenix_vm_configs.json "for (const vm of config.vms) if (vm.user_config) vm.user_config.password_hash = '${hash/salt/tlas}'"
  run --separate-stderr phoenix apply "$PLAN"
  assert_failure 3
  assert_regex "$(said)" 'password_hash has another value'
  refute_regex "$(said)" 'saltsalt'
}
