#!/usr/bin/env bats
# What phoenix graph draws, with the built executables: of a lab from nothing to a finished one, and of
# labs that people had before.

load helpers

EXAMPLE=$ROOT/examples
CONFIGS=${PHOENIX_SHARED_CONFIGS:-$ROOT/../shared/configs}

teardown() { drop_sandbox; }
graph() { "$DIST/bin/phoenix" graph --base-dir "$@"; }

# Columns of the longest line of standard input.
widest() {
  node -e '
    const lines = require("node:fs").readFileSync(0, "utf8").split("\n");
    console.log(Math.max(...lines.map((line) => [...line].length)));'
}

@test "the example lab: missing at first, then as the drawing in the documentation" {
  sandbox "$EXAMPLE/etc"
  cp -rL "$EXAMPLE/bin/." "$HOST/$BASE/bin/"
  cp -r "$EXAMPLE/etc/lab" "$HOST/$BASE/etc/"
  run --separate-stderr phoenix graph
  assert_success
  assert_output - <<'DRAWN'
✖             900  template-base  lxc  missing
│ ✖           8000 template-vm    vm   missing
│ │
╞═│─✖         910  ledger         lxc  missing
╞═│─│─✖       902  lookout        lxc  missing
╞═│─│─✖       901  template-web   lxc  missing
│ │ │ │
│ │ ├─╪═✖     920  web-1          lxc  missing
│ │ ├─╧═│─✖   921  web-2          lxc  missing
│ ╘═┴─✖ │ │   8001 forge          vm   missing
│     │ │ │
╘═────┴─┴─┴─✖ 930  proxy          lxc  missing

╞═ cloned from   ├─ depends on
DRAWN
  phoenix LetsGo
  run --separate-stderr phoenix graph --format svg
  assert_success
  diff <(echo "$output") "$ROOT/docs/images/lab.svg"
  # Times of the run that has just been are known now.
  run --separate-stderr phoenix graph --critical
  assert_line --regexp '^◆ .* 900  template-base  lxc  template  [0-9.]+s$'
  assert_line --regexp '\* 930  proxy          lxc  running   [0-9.]+s$'
  assert_line --regexp '^longest chain: (900|8000) \([0-9.]+s\), .*, 930 \([0-9.]+s\): [0-9.ms]+$'
  on_host pct set 910 --memory 100
  run --separate-stderr phoenix graph 910 --json
  assert_equal "$(json 'value.guests.map(({ id, state, differs }) => [id, state, differs])' <<<"$output")" \
    '[[900,"template",false],[910,"running",true]]'
}

@test "where there is no Proxmox, or no manager, the graph is drawn without states" {
  run --separate-stderr graph "$EXAMPLE" 930
  assert_success
  assert_line --regexp '^□ +900  template-base  lxc$'
  assert_equal "$stderr" "note: the state of the containers is not known: cannot find pct: this is not a Proxmox VE host
note: the state of the VMs is not known: cannot find qm: this is not a Proxmox VE host"
  run --separate-stderr env PHOENIX_MANAGERS_DIR="$BATS_TEST_TMPDIR" "$DIST/bin/phoenix" graph --base-dir "$EXAMPLE"
  assert_success
  assert_line --partial '930  proxy'
  [[ $stderr == *'cannot find lxc-manager'* && $stderr == *'cannot find vm-manager'* ]]
}

@test "labs of two dozen guests fit on 80 columns, each with its whole id, in every format" {
  [ -d "$CONFIGS" ] || skip 'the configurations of these labs are not here'
  local lab format
  for lab in "$CONFIGS"/*; do
    graph "$lab" --no-status --critical >"$BATS_TEST_TMPDIR/drawn"
    [ "$(grep -v '^longest' "$BATS_TEST_TMPDIR/drawn" | widest)" -le 80 ]
    run grep -cE '□ .* [0-9]+ +[^ ]+ +(lxc|vm)' "$BATS_TEST_TMPDIR/drawn"
    assert_output "$(graph "$lab" --no-status --json | json 'value.guests.length')"
    for format in mermaid dot svg; do
      graph "$lab" --no-status --format "$format" >"$BATS_TEST_TMPDIR/lab.$format"
      [ -s "$BATS_TEST_TMPDIR/lab.$format" ]
    done
    ! command -v dot >/dev/null || dot -Tsvg "$BATS_TEST_TMPDIR/lab.dot" >/dev/null
  done
}

@test "--out: a file by its name, in a directory that is there" {
  cd "$BATS_TEST_TMPDIR"
  run --separate-stderr graph "$EXAMPLE" --no-status --out lab.svg
  assert_success
  assert_output ''
  assert_equal "$stderr" "wrote $BATS_TEST_TMPDIR/lab.svg (svg)"
  grep -q '^<svg ' lab.svg
  run --separate-stderr graph "$EXAMPLE" --no-status --out nowhere/lab.svg
  assert_failure 66
  assert_equal "$stderr" "error: cannot write $BATS_TEST_TMPDIR/nowhere/lab.svg: there is no directory $BATS_TEST_TMPDIR/nowhere
hint: name a file in a directory that you may write to: --out lab.svg"
}
