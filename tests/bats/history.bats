#!/usr/bin/env bats
# The history of runs: what was done, what it said, how far it came; also of runs that were killed,
# that are at work, or whose files are damaged.

load helpers
teardown() { drop_sandbox; }

RUNS=var/log/phoenix/runs

# Ids of the runs, newest first.
run_ids() { phoenix runs --json | json 'value.runs.map(({ id }) => id).join("\n")'; }

# States of the guests of the newest run: "900 done 953 cut off".
states() {
  phoenix status --run --json | json 'value.run.guests.map(({ id, state }) => id + " " + state).join(" ")'
}

# Starts phoenix in the background, until its clone of 953 hangs; PID is that of the program.
at_work_on_clone() {
  fault --match '^pct clone' --hang
  "$DIST/pve-sandbox" exec "$HOST" -- "$DIST/bin/phoenix" create 953 >"$BATS_TEST_TMPDIR/out" 2>&1 3>&- &
  JOB=$!
  until phoenix status --run | grep -q '^953 .* running *clone'; do sleep 0.1; done
  PID=$(phoenix runs --json | json 'value.runs[0].pid')
}

# Kills phoenix with the manager that it has started, as the end of a session may.
kill_both() {
  kill -KILL "$PID" "$(pgrep -P "$PID")"
  wait "$JOB" || true
}

@test "a run is listed, and tells what it did and what its commands said" {
  sandbox
  run phoenix runs
  assert_success
  assert_output --partial 'No run is kept here'
  run phoenix logs
  assert_success
  phoenix create 953
  id=$(run_ids)
  run --separate-stderr phoenix runs
  assert_success
  assert_line --regexp "^RUN +WHEN +COMMAND +STATE +TOOK +GUESTS$"
  assert_line --regexp "^$id +[0-9-]+ [0-9:]+ +phoenix create 953 +done +[0-9.]+s +2 created$"
  # shellcheck disable=SC2154 # bats sets it
  assert_equal "$stderr" 'next: phoenix logs RUN shows what its commands said; last is the newest'
  run phoenix logs
  assert_success
  assert_line --partial "run $id: phoenix create 953: done after"
  assert_line --regexp '^==> .* 900 template-base: create \(no container 900; .*\): done in '
  assert_line --partial 'extracting archive'
  assert_line --regexp '^==> .* 953 proxy: clone '
  run phoenix logs proxy
  refute_line --partial ' 900 template-base: '
  assert_line --partial ' 953 proxy: '
  run phoenix status --run
  assert_success
  assert_line --regexp '^900 +template-base +done +created in '
  assert_line 'next: phoenix status'
  assert_equal "$(stat -c %a "$HOST/$RUNS/$id" "$HOST/$RUNS/$id/run.json" | xargs)" '700 600'
}

@test "what finds nothing to do is no run, and a manager alone is one" {
  sandbox
  lxc_manager create 900
  phoenix create 900
  phoenix plan
  phoenix status
  run phoenix runs --json
  assert_equal "$(json 'value.runs.map(({ command, state, exit }) => [command, state, exit])' <<<"$output")" \
    '[["lxc-manager create 900","ended",0]]'
  run phoenix status --run
  assert_line --regexp '^900 +template-base +done +created in '
}

@test "a run that failed tells why, and what to type" {
  sandbox
  fault --match '^pct start 953' --fail 'no space left'
  run phoenix create 953
  assert_failure 1
  id=$(run_ids)
  run phoenix runs
  assert_line --regexp '^.* phoenix create 953 +failed exit 1 .* 1 created, 1 failed$'
  run phoenix status --run
  assert_success
  assert_line --regexp '^953 +proxy +failed +cannot start 953: .*no space left'
  assert_line "logs: phoenix logs $id 953"
  assert_line 'next: phoenix create 953'
  run phoenix logs "$id" 953
  assert_line --regexp '^==> .* 953 proxy: start .*: failed after .* <==$'
  assert_line 'no space left'
  run --separate-stderr phoenix logs --json
  assert_equal "$(json 'value.logs.map(({ guest, operation, result }) => [guest, operation, result]).at(-1)' <<<"$output")" \
    '[953,"start","failed"]'
  path=$(json 'value.logs.at(-1).path' <<<"$output")
  assert_equal "$(cat "$HOST$path")" 'no space left'
}

@test "while a run is at work a second terminal sees at what; killed, it tells how to go on" {
  sandbox
  at_work_on_clone
  id=$(run_ids)
  run phoenix runs
  assert_line --regexp "^$id .* phoenix create 953 +running pid $PID "
  run phoenix status --run
  assert_line --partial "phoenix create 953: running pid $PID for "
  assert_line --regexp '^953 +proxy +running +clone \(no container 953; .*\) for [0-9.]+s'
  refute_line --partial 'next:'
  run phoenix logs
  assert_line --regexp '^==> .* 953 proxy: clone .*: still running <==$'
  kill_both
  run phoenix runs
  assert_line --regexp "^$id .* phoenix create 953 +died "
  assert_line 'the newest run died; to go on from there, type: phoenix create 953'
  assert_equal "$(states)" '900 done 953 cut off'
  run phoenix status --run "$id"
  assert_success
  assert_line --regexp '^953 +proxy +cut off +at clone \(no container 953; '
  assert_line 'next: phoenix create 953'
}

@test "an interrupt is no failure and no death" {
  sandbox
  at_work_on_clone
  kill -INT "$PID"
  sleep 0.3
  kill -INT "$PID"
  wait "$JOB" || true
  run phoenix runs
  assert_line --regexp ' phoenix create 953 +interrupted '
  run phoenix status --run
  assert_line 'next: phoenix create 953'
}

@test "damaged files hinder nobody" {
  sandbox
  phoenix create 953
  id=$(run_ids)
  cd "$HOST/$RUNS" || return
  mkdir 20200101T000000-1 20200102T000000-1 20200103T000000-1 notes
  head -c 300 /dev/urandom >20200101T000000-1/events.jsonl
  head -c 300 /dev/urandom >20200101T000000-1/run.json
  mkdir 20200102T000000-1/run.json 20200102T000000-1/events.jsonl 20200102T000000-1/001-950-set.log
  printf '[]' >20200103T000000-1/end.json
  printf 'x' >../runs/alien
  printf '{"time":1,"type":"guest-res' >>"$id/events.jsonl"
  printf '\033[2J\033]0;x\007\n' >>"$id/001-900-create.log"
  truncate -s 20 "$id/run.json"
  cd "$ROOT" || return
  run --separate-stderr phoenix runs
  assert_success
  assert_equal "${#lines[@]}" 5
  assert_line --regexp "^$id .* unknown command +done .* 2 created$"
  for each in $id 20200101 20200102 20200103; do
    run phoenix status --run "$each"
    assert_success
    run phoenix logs "$each"
    assert_success
  done
  run phoenix logs 20200102
  assert_line --partial 'it is a directory'
  run phoenix logs "$id" 900
  assert_line '\x1b[2J\x1b]0;x\x07'
}

@test "a forged history is shown and believed in nothing: no guest is done or started by it, no path is followed" {
  sandbox
  phoenix create 953 902 >/dev/null 2>&1
  on_host pct stop 953
  cd "$HOST/$RUNS" || return
  forged=20990101T000000-1
  mkdir "$forged" '20990102T000000-1;touch x' 20990103T000000-2
  # Somebody who was about to stop guests, and is done with others; a log that lies elsewhere; odd shapes.
  node -e '
    const fs = require("node:fs");
    const [forged] = process.argv.slice(1);
    const argv = ["snapshot", "before", "902", "--yes"];
    const record = { program: "phoenix", argv, command: "phoenix \u001b[2J; touch /root/canary", pid: 999999, since: "2099-01-01T00:00:00.000Z" };
    fs.writeFileSync(`${forged}/run.json`, JSON.stringify(record));
    const log = "../../../../../etc/hostname";
    const guests = [{ id: 902, kind: "lxc", name: "../\u001b[2J" }, { id: 953, kind: "lxc" }, { id: "__proto__" }, null, 5];
    const lines = [
      { type: "run-guests", guests },
      { type: "operation-start", guest: 953, operation: "stop", cause: "\u009b2J" },
      { type: "operation-start", guest: 950, operation: "stop", cause: "x".repeat(5e6) },
      { type: "guest-result", guest: 950, outcome: "created", seconds: 1 },
      { type: "guest-result", guest: 953, outcome: "failed", seconds: 1e308, error: { message: "no", log } },
      { type: "guest-result", guest: -1, outcome: "great", seconds: "x" },
      { type: "toString" },
    ];
    const text = lines.map((line) => JSON.stringify({ time: 4e12, ...line })).join("\n");
    fs.writeFileSync(`${forged}/events.jsonl`, `${text}\n${"{".repeat(1e6)}\n[[[\n`);
    fs.writeFileSync("20990103T000000-2/events.jsonl", "x".repeat(70 * 2 ** 20));
  ' "$forged"
  cd "$ROOT" || return
  local verb
  for verb in runs "status --run $forged" "logs $forged" "report $forged --json" 'status --run 20990103' 'logs 20990103' \
    'report 20990103 --json' 'runs --json' 'logs ../../../../etc/passwd' 'status --run ../making'; do
    # shellcheck disable=SC2086
    run phoenix $verb
    [[ $status =~ ^(0|64|66)$ ]] || fail "$verb ends with $status: $output"
    refute_output --regexp $'\e|\302\233|internal error|root:x:'
  done
  run phoenix report "$forged" --json
  refute_output --partial "$(cat "$HOST/etc/hostname" 2>/dev/null || echo pve)\""
  # Guests are as Proxmox has them, whatever a history says.
  run phoenix status 950
  assert_output --regexp '950 .* missing'
  clear_log
  run phoenix snapshot before 902
  assert_success
  run log_of changes
  refute_line --regexp '^pct (start|stop|shutdown) (950|953)'
  run phoenix plan 950 --detailed-exitcode
  assert_failure 2
  assert [ ! -e "$HOST/root/canary" ]
}

@test "runs and guests are named by as much as is needed" {
  sandbox
  phoenix create 900
  sleep 1
  phoenix create 953
  run run_ids
  newer=${lines[0]}
  older=${lines[1]}
  run phoenix logs "${older%-*}"
  assert_success
  assert_line --partial "run $older: phoenix create 900"
  run phoenix logs last 953
  assert_line --partial "run $newer: phoenix create 953"
  run phoenix logs 900
  assert_success
  assert_output "Run $newer ran no command on 900 template-base; try phoenix logs $older 900"
  run phoenix logs "${newer%%T*}"
  assert_failure 64
  assert_line --partial "2 runs begin with ${newer%%T*}: $newer, $older"
  run phoenix logs 20200101T000000
  assert_failure 66
  assert_line --partial 'there is no run 20200101T000000; the nearest are'
  assert_line 'hint: phoenix runs lists them'
  run phoenix logs proxi
  assert_failure 66
  assert_line --partial 'did you mean proxy?'
  run phoenix status --run "$older" --json
  assert_equal "$(json 'value.run.id' <<<"$output")" "$older"
}

@test "neither a broken configuration nor a guest that is declared no more hinders looking" {
  sandbox
  phoenix create 953
  edit_config phoenix_lxc_configs.json 'delete config.lxc_configs["953"]'
  run phoenix logs 953
  assert_success
  assert_line --partial '953 proxy: clone'
  run phoenix logs proxy
  assert_success
  echo '{' >"$HOST/$BASE/etc/phoenix_lxc_configs.json"
  rm "$HOST/$BASE/etc/phoenix_hypervisor_config.json"
  for words in runs logs 'logs 953' 'logs proxy' 'status --run'; do
    # shellcheck disable=SC2086 # two words
    run phoenix $words
    assert_success
  done
}

@test "the history is for root alone" {
  [ "$(id -u)" -eq 0 ] || skip 'another user can only be had by root'
  sandbox
  phoenix create 900
  for words in runs logs 'status --run'; do
    # shellcheck disable=SC2086 # two words
    run on_host setpriv --reuid 65534 --regid 65534 --clear-groups "$DIST/bin/phoenix" $words
    assert_failure 77
    assert_line "hint: it is for root alone: log in as root, or type sudo phoenix $words"
  done
}

@test "a report is one page that says what failed, for its owner alone; of a killed run as well" {
  sandbox
  fault --match '^pct start 953' --fail 'no space left'
  run phoenix create 953
  assert_failure 1
  run --separate-stderr phoenix report --out /root/report.html
  assert_success
  assert_output ''
  # shellcheck disable=SC2154 # bats sets it
  assert_equal "$stderr" "wrote /root/report.html, the report of run $(run_ids)"
  assert_equal "$(stat -c %a "$HOST/root/report.html")" 600
  run cat "$HOST/root/report.html"
  assert_line '<!doctype html>'
  assert_line --partial '<title>Not all done: phoenix create 953</title>'
  assert_line --regexp 'message">cannot start 953: .*no space left'
  refute_line --partial '<script'
  assert_equal "$(phoenix report)" "$output"
  # Who waits for whom, and how long that should take, is told by the run itself.
  run phoenix report --json
  assert_equal "$(json '[value.report.guests.map(({ id, needs }) => [id, needs]), value.report.needsAreOfToday]' <<<"$output")" \
    '[[[900,[]],[953,[900]]],false]'
  fault --clear
  phoenix delete 953 --yes
  at_work_on_clone
  run phoenix report --json
  assert_equal "$(json '[value.report.verdict, value.report.guests[0].operations.at(-1).result]' <<<"$output")" \
    '["running","running"]'
  kill_both
  run phoenix report
  assert_success
  assert_line --partial '<title>Died: phoenix create 953</title>'
  assert_line --regexp '953.*cut off.*at <code>clone</code>'
}
