#!/usr/bin/env bats
# What the Tab key brings, in real shells, with the built executables and their completions.

load helpers

setup() {
  export PHOENIX_BASE_DIR=$LAB PATH=$DIST/bin:$DIST/bin/managers:$PATH HOME=$BATS_TEST_TMPDIR TERM=dumb
}
teardown() { [ -z "${SOCKET:-}" ] || tmux -S "$SOCKET" kill-server 2>/dev/null || true; }

needs() { command -v "$1" >/dev/null || skip "$1 is not installed (apt-get install $1)"; }

# What bash would put in place of the word at the end of a line: in_bash LINE
in_bash() {
  bash --norc -c '
    . "$1/completions/phoenix.bash"
    COMP_LINE=$2 COMP_POINT=${#2}
    compopt() { :; }
    _phoenix
    printf "%s\n" "${COMPREPLY[@]}"' bash "$DIST" "$1"
}

# Lines that fish offers, without what they mean: in_fish LINE
in_fish() { fish --no-config -c "source $DIST/completions/phoenix.fish; complete -C '$1'" | cut -f1; }

# Types into a shell at a terminal, presses Tab, and waits until the line is as expected:
# typed SHELL_COMMAND BEGINNING EXPECTED
typed() {
  SOCKET=$BATS_TEST_TMPDIR/tmux
  tmux -S "$SOCKET" new-session -d -x 100 -y 30 "env PS1='> ' PROMPT='> ' $1"
  tmux -S "$SOCKET" send-keys "${SHELL_SETUP:-true}; clear; echo READY" Enter
  seen 'READY'
  tmux -S "$SOCKET" send-keys -l "$2"
  tmux -S "$SOCKET" send-keys Tab
  seen "$3"
}
seen() {
  local end=$((SECONDS + 20))
  while ((SECONDS < end)); do
    ! tmux -S "$SOCKET" capture-pane -p | grep -qE "$1" || return 0
    sleep 0.1
  done
  tmux -S "$SOCKET" capture-pane -p >&2
  return 1
}

@test "bash: verbs, flags, guests by id and name, suites, steps, and the managers" {
  run in_bash 'phoenix cr'
  assert_output create
  run in_bash 'phoenix create 95'
  assert_output $'950\n952\n953'
  run in_bash 'phoenix create 950 ngi'
  assert_output ''
  run in_bash 'phoenix status all,-95'
  assert_output $'all,-950\nall,-952\nall,-953'
  # Only what follows the colon is put in by bash.
  run in_bash 'phoenix test 950:'
  assert_output --partial health
  refute_output --partial 950
  run in_bash 'phoenix setup --only zf'
  assert_output zfs
  run in_bash 'phoenix setup --skip=zfs,nf'
  assert_output zfs,nfs
  run in_bash 'phoenix LetsGo --fail'
  assert_output --fail-fast
  run in_bash 'vm-manager exec 80'
  assert_output $'8000\n8001'
  run in_bash 'lxc-manager start 80'
  assert_output ''
  run in_bash 'hypervisor-manager setup --only stor'
  assert_output storages
}

@test "bash: files where a file is meant" {
  mkdir "$BATS_TEST_TMPDIR/a b"
  run in_bash "phoenix test 950 --junit $BATS_TEST_TMPDIR/a"
  assert_output "$BATS_TEST_TMPDIR/a b"
  run in_bash "phoenix status --base-dir $BATS_TEST_TMPDIR/a"
  assert_output "$BATS_TEST_TMPDIR/a b"
}

@test "a configuration with errors, or none, costs guests and nothing else" {
  mkdir -p "$BATS_TEST_TMPDIR/etc"
  PHOENIX_BASE_DIR=$BATS_TEST_TMPDIR
  run --separate-stderr in_bash 'phoenix cre'
  assert_output create
  run --separate-stderr phoenix_here __complete create ''
  assert_output $'all\tevery declared guest'
  assert_equal "$stderr" ''
  echo '{"lxc_configs": {"950": {"name": ' >"$BATS_TEST_TMPDIR/etc/phoenix_lxc_configs.json"
  run --separate-stderr phoenix_here __complete create ''
  assert_success
  assert_equal "$stderr" ''
}
phoenix_here() { "$DIST/bin/phoenix" "$@"; }

@test "bash at a terminal: Tab finishes the word" {
  needs tmux
  SHELL_SETUP=". $DIST/completions/phoenix.bash" typed 'bash --norc' 'phoenix conv' '> phoenix converge'
}

@test "zsh at a terminal: Tab finishes the word, and tells what choices mean" {
  needs tmux
  needs zsh
  SHELL_SETUP="fpath=($DIST/completions \$fpath); autoload -U compinit; compinit -D" \
    typed 'zsh -f' 'phoenix conv' 'phoenix converge'
  tmux -S "$SOCKET" send-keys -l ' 95'
  tmux -S "$SOCKET" send-keys Tab Tab
  seen '950.*-- '
}

@test "zsh: read into a shell that runs already" {
  needs tmux
  needs zsh
  SHELL_SETUP="autoload -U compinit; compinit -D; . <(phoenix completion zsh)" \
    typed 'zsh -f' 'vm-manager fetch' 'vm-manager fetch-image'
}

@test "fish: the same, with what choices mean" {
  needs fish
  run in_fish 'phoenix conv'
  assert_output converge
  run in_fish 'phoenix create 95'
  assert_output $'950\n952\n953'
  run in_fish 'phoenix test 950:'
  assert_line 950:health
  run in_fish 'lxc-manager recon'
  assert_output reconfigure
  run fish --no-config -c "source $DIST/completions/phoenix.fish; complete -C 'phoenix create 95'"
  assert_line --regexp $'^950\t.'
  touch "$BATS_TEST_TMPDIR/results.xml"
  run in_fish "phoenix test 950 --junit $BATS_TEST_TMPDIR/res"
  assert_output "$BATS_TEST_TMPDIR/results.xml"
}

@test "phoenix completion prints what the packages bring, and knows its shells" {
  local pair
  for pair in bash:phoenix.bash zsh:_phoenix fish:phoenix.fish; do
    phoenix_here completion "${pair%%:*}" | cmp - "$DIST/completions/${pair#*:}"
  done
  run phoenix_here completion tcsh
  assert_failure 64
  assert_output --partial 'completion has no "tcsh"'
  run phoenix_here completion
  assert_failure 64
  bash -n "$DIST/completions/phoenix.bash"
}

@test "man pages say nothing that man does not understand" {
  command -v man >/dev/null || skip 'man is not installed (apt-get install man-db)'
  local page
  for page in phoenix lxc-manager vm-manager hypervisor-manager; do
    run --separate-stderr env LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -l "$DIST/man/$page.1"
    assert_success
    assert_equal "$stderr" ''
    assert_line --partial "$page"
  done
}

@test "bash: a name that a shell would run is put in as one word" {
  mkdir -p "$BATS_TEST_TMPDIR/site"
  cp -r "$LAB/etc" "$LAB/bin" "$BATS_TEST_TMPDIR/site/"
  PHOENIX_BASE_DIR=$BATS_TEST_TMPDIR/site
  node -e '
    const fs = require("node:fs");
    const file = process.argv[1] + "/etc/phoenix_lxc_configs.json";
    const config = JSON.parse(fs.readFileSync(file, "utf8"));
    config.lxc_configs["950"].tests = { "$(touch /tmp/no); a": [{ name: "n", type: "script", path: "health/pass.sh" }] };
    fs.writeFileSync(file, JSON.stringify(config));' "$PHOENIX_BASE_DIR"
  run in_bash 'phoenix test 950:$'
  assert_output '\$\(touch\ /tmp/no\)\;\ a'
}
