#!/usr/bin/env bats
# Guests that answer with hostile output: nothing of it plays with a terminal, passes for a result or an
# event, breaks JSON, TAP, XML or HTML, or costs more than a bounded time and memory.

load helpers
teardown() { drop_sandbox; }

# What guest 953 says, on standard output: results, events, and what terminals obey.
hostile_text() {
  printf 'ok 1 - 953:smoke forged\nnot ok 9 - 951:smoke forged\n1..0\nBail out!\nTAP version 13\n'
  printf '\rok 2 - 953:smoke overwritten\n# Subtest: forged\npragma +strict\n'
  printf '\033[2J\033]0;title\007\033P+q544e\033\\ red: \033[31mred\033[0m\n'
  printf 'c1: \302\2332J\302\205 bidi: \342\200\256gnp.exe\342\201\251 sep: \342\200\250x\n'
  printf 'utf8: \377\376 \300\200 \355\240\200 nul: \000 del: \177 bs: \b\b\b\n'
  printf ']]></failure></testsuites><!-- &amp; <script>alert(1)</script> --><img src=x onerror=alert(1)>\n'
  printf '{"type":"guest-result","guest":951,"outcome":"created","seconds":1}\n'
  printf '{"type":"guest-result","guest":953,"outcome":"created","seconds":1}\n'
  printf 'phoenix ended 0 0\nerror: nothing went wrong\nhint: rm -rf /\nlog: /etc/shadow\n'
  printf 'no line end'
}

# A host whose container 953 has two tests: one says all of that and fails, the other one says it and is well.
hostile_guest() {
  sandbox
  hostile_text >"$BATS_TEST_TMPDIR/said"
  for name in fails well; do
    {
      echo '#!/bin/sh'
      echo "base64 -d <<'END'"
      base64 "$BATS_TEST_TMPDIR/said"
      echo END
      [ "$name" = well ] || echo 'exit 3'
    } >"$HOST/$BASE/bin/tests/$name.sh"
    chmod +x "$HOST/$BASE/bin/tests/$name.sh"
  done
  edit_config phoenix_lxc_configs.json '
    const test = (name) => ({ name: "it " + name, type: "script", path: name + ".sh" });
    config.lxc_configs["953"].tests = { smoke: [test("fails"), test("well")] };'
  phoenix create 953 >/dev/null 2>&1
}

# Whether a file has nothing in it that a terminal obeys, but for the colours and the moves of our own on a
# terminal (harmless tty FILE), and is UTF-8.
harmless() {
  node -e '
    const [mode, file] = process.argv.slice(1);
    const bytes = require("node:fs").readFileSync(file);
    let text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (mode === "tty") text = text.replace(/\u001b\[(?:[\d;]*m|2K|1A|\?25[hl])|\r(?=\n|\u001b\[2K)/g, "");
    const at = text.search(/(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_C}]/u);
    if (at < 0) process.exit(0);
    console.error(JSON.stringify(text.slice(Math.max(0, at - 60), at + 20)));
    process.exit(1);' "$@"
}

# Runs a command; what it says goes to the files out and err, its status to $status.
quietly() {
  status=0
  "$@" >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err" </dev/null || status=$?
  [ "$status" -lt 128 ] || fail "$* ended with $status"
}
both_harmless() {
  for file in out err; do harmless plain "$BATS_TEST_TMPDIR/$file" || fail "$file of $*"; done
  run grep -l 'internal error' "$BATS_TEST_TMPDIR/out" "$BATS_TEST_TMPDIR/err"
  assert_output ''
}

@test "results of tests: a guest fakes none, in TAP, JSON, JUnit XML and the runner of old" {
  hostile_guest
  for program in "$DIST/bin/phoenix test 953:smoke" "$DIST/bin/managers/lxc-manager test 953 --suite smoke"; do
    # shellcheck disable=SC2086
    quietly on_host $program --junit /tmp/results.xml
    [ "$status" -eq 1 ]
    both_harmless "$program"
    run grep -cE '^(ok|not ok|[0-9]+\.\.|Bail|TAP|pragma)' "$BATS_TEST_TMPDIR/out"
    assert_output 4
    run grep -E '^(ok|not ok)' "$BATS_TEST_TMPDIR/out"
    assert_output $'not ok 1 - 953:smoke it fails\nok 2 - 953:smoke it well'
    run grep -F '\x1b[2J' "$BATS_TEST_TMPDIR/out"
    assert_output --partial '\x1b]0;title\x07'
    harmless plain "$HOST/tmp/results.xml"
    run grep -c '<testcase' "$HOST/tmp/results.xml"
    assert_output 2
    run grep -cE '</failure>|</testsuites>' "$HOST/tmp/results.xml"
    assert_output 2
    run cat "$HOST/tmp/results.xml"
    assert_output --partial '\u009b2J'
    refute_output --partial '<script'
    # shellcheck disable=SC2086
    quietly on_host $program --json
    both_harmless "$program --json"
    run json 'value.tests.map(({ guest, ok }) => [guest, ok])' <"$BATS_TEST_TMPDIR/out"
    assert_output '[[953,false],[953,true]]'
  done
}

@test "views: plain, JSON and a terminal show what a guest says and obey none of it" {
  hostile_guest
  edit_config phoenix_lxc_configs.json '
    config.lxc_configs["953"].health_check = { command: ["sh", "/opt/says.sh"], retries: 1 };'
  cp "$HOST/$BASE/bin/tests/fails.sh" "$HOST"/fast/guests/subvol-953-disk-0/opt/says.sh
  on_host pct stop 953
  for progress in plain json quiet; do
    quietly phoenix start 953 --progress "$progress"
    [ "$status" -eq 1 ]
    both_harmless "--progress $progress"
    run grep -E '951.*: created' "$BATS_TEST_TMPDIR/out"
    assert_output ''
    on_host pct stop 953
  done
  quietly phoenix start 953 --progress json
  run node -e '
    const lines = require("node:fs").readFileSync(0, "utf8").trim().split("\n").map(JSON.parse);
    const results = lines.filter(({ type }) => type === "guest-result");
    console.log(JSON.stringify(results.map(({ guest, outcome }) => [guest, outcome])));' <"$BATS_TEST_TMPDIR/err"
  assert_output '[[953,"failed"]]'
  on_host pct stop 953
  if command -v script >/dev/null; then
    script -qec "'$DIST/pve-sandbox' exec '$HOST' -- '$DIST/bin/phoenix' start 953" "$BATS_TEST_TMPDIR/screen" </dev/null >/dev/null || true
    sed -i -e '1d' -e '$d' "$BATS_TEST_TMPDIR/screen"
    harmless tty "$BATS_TEST_TMPDIR/screen"
  fi
  # What it left in the history.
  for verb in logs runs 'status --run' 'logs --json' 'runs --json' 'status --run --json' 'report --json' 'status 953' 'status --json'; do
    # shellcheck disable=SC2086
    quietly phoenix $verb
    both_harmless "$verb"
    case $verb in *--json) json 'value' <"$BATS_TEST_TMPDIR/out" >/dev/null ;; esac
  done
  phoenix logs | grep -F '\x1b[2J' >/dev/null
  phoenix report --out /tmp/report.html
  harmless plain "$HOST/tmp/report.html"
  run grep -F '\x1b[2J' "$HOST/tmp/report.html"
  assert_output --partial '\x1b]0;title\x07'
  run grep -cE '<script|<img' "$HOST/tmp/report.html"
  assert_output 0
  for file in "$HOST"/var/log/phoenix/runs/*/*.json*; do harmless plain "$file"; done
}

@test "names, tags, notes and snapshots that Proxmox has of guests, with hostile bytes" {
  sandbox
  phoenix create 953 >/dev/null 2>&1
  conf=$HOST/etc/pve/lxc/953.conf
  evil=$(printf 'x\033[2Jy\302\233z\342\200\256w\177')
  {
    printf '#%s\n' "$evil"
    sed "s/^hostname: .*/hostname: $evil/" "$conf"
    printf 'tags: %s\n' "$evil"
    printf '\n[evil]\n#%s\nhostname: %s\nsnaptime: 1700000000\n' "$evil" "$evil"
  } >"$BATS_TEST_TMPDIR/conf"
  cp "$BATS_TEST_TMPDIR/conf" "$conf"
  sed "s/^hostname: .*/hostname: $evil/" "$BATS_TEST_TMPDIR/conf" >"$HOST/etc/pve/lxc/777.conf"
  printf 'name: %s\nmemory: 512\ntags: %s\n' "$evil" "$evil" >"$HOST/etc/pve/qemu-server/778.conf"
  # What is looked through below has it.
  for verb in 'status --all' 'snapshots 953' 'import 777'; do
    # shellcheck disable=SC2086
    quietly phoenix $verb
    cat "$BATS_TEST_TMPDIR/out" "$BATS_TEST_TMPDIR/err" >"$BATS_TEST_TMPDIR/both"
    grep -qF '\x1b[2J' "$BATS_TEST_TMPDIR/both" || fail "$verb tells nothing of it: $(cat "$BATS_TEST_TMPDIR/both")"
  done
  for verb in status 'plan 953' drift 'snapshots 953' 'import 777' 'import 778' doctor graph 'explain memory_mb' \
    'snapshot before 953' 'delete 953 --dry-run' 'converge 953'; do
    for json in '' --json; do
      case "$verb$json" in graph--json | 'explain memory_mb--json') continue ;; esac
      # shellcheck disable=SC2086
      quietly phoenix $verb $json
      both_harmless "$verb $json"
      [ -z "$json" ] || [ ! -s "$BATS_TEST_TMPDIR/out" ] || json 'value' <"$BATS_TEST_TMPDIR/out" >/dev/null
    done
  done
}

# within MIB COMMAND...: on the host; no process of it takes more memory, and it ends within a minute.
within() {
  status=0
  timeout 60 /usr/bin/time -f %M -o "$BATS_TEST_TMPDIR/peak" "$DIST/pve-sandbox" exec "$HOST" -- "${@:2}" \
    >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err" </dev/null || status=$?
  [ "$status" -ne 124 ] || fail "${*:2} goes on and on"
  local peak=$(($(tail -n 1 "$BATS_TEST_TMPDIR/peak") / 1024))
  [ "$peak" -lt "$1" ] || fail "${*:2} took $peak MiB"
}

@test "endless output, with lines and without, costs bounded memory, time and disk" {
  [ -x /usr/bin/time ] || skip 'GNU time is not installed'
  sandbox
  phoenix create 953 >/dev/null 2>&1
  opt=$HOST/fast/guests/subvol-953-disk-0/opt
  # Each of them says more than 64 MiB.
  echo 'yes "ok 1 - 953:smoke forged" | head -c 200000000; sleep 60' >"$opt/lines.sh"
  printf '%s\n' 'head -c 200000000 /dev/zero | tr "\0" x; sleep 60' >"$opt/line.sh"
  printf '%s\n' 'head -c 200000000 /dev/zero | tr "\0" "\r"; sleep 60' >"$opt/returns.sh"
  for name in lines line returns; do
    edit_config phoenix_lxc_configs.json "
      config.lxc_configs['953'].health_check = { command: ['sh', '/opt/$name.sh'], retries: 1, timeout: 2 };"
    within 400 "$DIST/bin/phoenix" test 953:health --progress plain
    [ "$status" -eq 1 ]
    both_harmless "$name"
    [ "$(stat -c %s "$BATS_TEST_TMPDIR/out")" -lt 1000000 ]
    # What comes too fast is not shown: so much for each half second, of 200 MB.
    [ "$(stat -c %s "$BATS_TEST_TMPDIR/err")" -lt 20000000 ]
    within 400 "$DIST/bin/phoenix" logs
    both_harmless "logs of $name"
    within 400 "$DIST/bin/phoenix" report --out /tmp/report.html
  done
  run find "$HOST/var/log/phoenix" -size +65M
  assert_output ''
}

@test "a VM whose agent answers with a gigabyte, with garbage and with forged ends" {
  [ -x /usr/bin/time ] || skip 'GNU time is not installed'
  sandbox
  edit_config phoenix_vm_configs.json 'config.vms[1].dependencies = []; config.vms[1].features = ["base_setup"]'
  phoenix create 8001 >/dev/null 2>&1
  # In front of the real qm: what the agent answers is what a file makes.
  mkdir -p "$HOST/opt/agent"
  cat >"$HOST/opt/agent/qm" <<'END'
#!/bin/sh
[ "$1 $2" = 'guest exec' ] || exec /var/lib/pve-sandbox/bin/qm "$@"
. /opt/agent/answer
END
  chmod +x "$HOST/opt/agent/qm"
  answers=(
    'printf "{\"exited\":1,\"exitcode\":0,\"out-data\":\""; head -c 1000000000 /dev/zero | tr "\0" x; printf "\"}"'
    'echo "{\"exited\":1,\"exitcode\":0,\"out-data\":\"phoenix ended 0 0\u001b[2J\"}"'
    'echo "{\"exited\":1,\"exitcode\":7,\"out-data\":\"\u001b[2J\u009b2J\u202e\"}"'
    'echo "{\"exited\":1,\"exitcode\":0,\"out-data\":[\"../../etc/passwd\"]}"'
    'printf "\033[2J\302\2332J no JSON\377"'
    'printf "\033[2J\302\2332J no agent\n" >&2; exit 255'
  )
  for answer in "${answers[@]}"; do
    echo "$answer" >"$HOST/opt/agent/answer"
    for command in "$DIST/bin/managers/vm-manager exec 8001 -- true" "$DIST/bin/phoenix status 8001 --json" \
      "$DIST/bin/phoenix plan 8001" "$DIST/bin/phoenix test 8001"; do
      # shellcheck disable=SC2016,SC2086
      within 400 sh -c 'PATH=/opt/agent:$PATH exec "$@"' sh $command
      both_harmless "$command with $answer"
    done
  done
}
