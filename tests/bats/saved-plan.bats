#!/usr/bin/env bats
# Plans that are saved with `phoenix plan --out` and carried out by `phoenix apply`, with the built
# executables: exactly what was shown, or nothing.

load helpers
teardown() { drop_sandbox; }

PLAN=/root/lab.plan
stderr() { printf '%s\n' "${stderr_lines[@]}"; }
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
  assert_equal "$(stderr)" "saved $PLAN: phoenix apply $PLAN does this, or nothing"
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
  assert_equal "$(stderr)" "$(
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
  assert_equal "$(stderr)" "$note"
  run --separate-stderr phoenix plan 900 --json
  assert_equal "$(stderr)" ''
  run --separate-stderr phoenix plan 900 --quiet
  assert_equal "$(stderr)" ''
  phoenix converge 900 --quiet
  run --separate-stderr phoenix plan 900
  assert_equal "$(stderr)" ''
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
  assert_regex "$(stderr)" 'has changed since it was saved'
}

@test "a script, a guest that came and one that goes are named" {
  sandbox
  phoenix plan 902 --out "$PLAN"
  echo '# another line' >>"$HOST/$BASE/bin/lxc_setup/phoenix_hypervisor_feature_install_docker.sh"
  run --separate-stderr phoenix apply "$PLAN"
  assert_failure 3
  assert_regex "$(stderr)" '902 template-docker: .*feature docker: its script has changed'
  assert_equal "$(guests_on_host)" ''

  phoenix plan 902 --out "$PLAN"
  edit_config phoenix_lxc_configs.json 'config.lxc_configs["902"].cores = 7'
  phoenix converge 900 --quiet
  phoenix converge 902 --quiet
  on_host pct set 902 --cores 2
  run --separate-stderr phoenix apply "$PLAN"
  assert_failure 3
  assert_line --partial 'exists now' <<<"$(stderr)" || assert_regex "$(stderr)" '902 template-docker: exists now'

  phoenix plan 902 --out "$PLAN"
  edit_config phoenix_lxc_configs.json 'delete config.lxc_configs["902"]; for (const one of Object.values(config.lxc_configs)) if (one.clone_from_ctid === "902") delete one.clone_from_ctid'
  run --separate-stderr phoenix apply "$PLAN"
  assert_failure 3
  assert_equal "${stderr_lines[0]}" '902 template-docker: is no longer declared'
}

@test "a guest that is changed while the plan is carried out is left alone by its manager" {
  with_902
  edit_config phoenix_lxc_configs.json 'config.lxc_configs["902"].memory_mb = 3000'
  # The feature of 901, which comes first, is somebody who works on 902.
  echo 'pct set 902 --cores 1' >>"$HOST/$BASE/bin/lxc_setup/phoenix_hypervisor_feature_install_nvidia.sh"
  phoenix plan 901 902 --out "$PLAN"
  run --separate-stderr phoenix apply "$PLAN" --parallel 1
  case $output in
    *'✔ 901'*) ;;
    *) assert_regex "$output$(stderr)" 901 ;;
  esac
  run grep -c '^memory: 3000' "$HOST/etc/pve/lxc/902.conf"
  echo "$output"
}
