#!/usr/bin/env bats
# What a person at a real terminal sees of a run with many guests. The managers are scripts that take
# some time and do nothing, so that what is on the screen depends on phoenix alone.

load helpers

setup() {
  command -v tmux >/dev/null || skip 'tmux is not installed (apt-get install tmux)'
  SOCKET=$BATS_TEST_TMPDIR/tmux
  sandbox
}
teardown() {
  [ -z "${SOCKET:-}" ] || tmux -S "$SOCKET" kill-server 2>/dev/null || true
  drop_sandbox
}

# That many containers that stand on nothing, each made in SECONDS: lab GUESTS SECONDS
lab() {
  edit_config phoenix_lxc_configs.json "
    const like = config.lxc_configs['900'];
    config.lxc_configs = {};
    for (let id = 1001; id <= 1000 + $1; id += 1)
      config.lxc_configs[id] = { ...like, name: 'guest-' + id, mac_address: undefined,
        network_config: { ...like.network_config, ip: 'dhcp', gw: undefined } };"
  edit_config phoenix_vm_configs.json 'config.vms = []'
  mkdir -p "$HOST/opt/managers"
  local manager
  for manager in lxc-manager vm-manager; do
    cp "$ROOT/packages/dispatcher/fixtures/managers/fake-manager.mjs" "$HOST/opt/managers/$manager"
  done
  echo "{\"any\": {\"takes\": $2, \"result\": {\"outcome\": \"created\"}}}" >"$HOST/opt/managers/scenario.json"
}

# Starts phoenix in a terminal: in_terminal COLUMNS ROWS WORD...
in_terminal() {
  local columns=$1 rows=$2
  shift 2
  tmux -S "$SOCKET" new-session -d -x "$columns" -y "$rows" \
    "'$DIST/pve-sandbox' exec '$HOST' -- env PHOENIX_MANAGERS_DIR=/opt/managers TERM=tmux-256color \
      '$DIST/bin/phoenix' $* ; echo \"THE END \$?\"; sleep 600"
  tmux -S "$SOCKET" set-option -g history-limit 5000
}

screen_now() { tmux -S "$SOCKET" capture-pane -p; }
all_rows() { tmux -S "$SOCKET" capture-pane -p -J -S -; }

# Waits until the screen shows it: until_shown PATTERN
until_shown() {
  local shown
  for _ in $(seq 600); do
    shown=$(all_rows)
    if grep -q -E "$1" <<<"$shown"; then return; fi
    if grep -q 'THE END' <<<"$shown"; then break; fi
    sleep 0.1
  done
  fail "the screen does not show $1: $shown"
}

# Each guest left one line, and no line of what was at work is left: one_line_each GUESTS
one_line_each() {
  until_shown 'THE END'
  assert_equal "$(all_rows | grep -c '✔ 1[0-9]* guest-1[0-9]*: created in')" "$1"
  assert_equal "$(all_rows | grep '✔' | sort -u | wc -l)" "$1"
  assert_equal "$(all_rows | grep -c ': create  \|at work  \|and .* more$')" 0
  until_shown "Done in .*: $1 created"
  until_shown 'THE END 0'
}

sees() { # COLUMNS ROWS GUESTS SECONDS
  lab "$3" "$4"
  in_terminal "$1" "$2" LetsGo --parallel 16
  until_shown "[0-9] of $3 done.* at work"
  screen_now | grep -q -E '^  10[0-9]+ guest-10[0-9]+: create +[0-9.]+s$' || fail "$(screen_now)"
  one_line_each "$3"
}

@test "5 guests at 80x24" { sees 80 24 5 2; }
@test "5 guests at 200x60" { sees 200 60 5 2; }
@test "200 guests at 80x24" { sees 80 24 200 0.3; }
@test "200 guests at 200x60" { sees 200 60 200 0.3; }

@test "more guests at work than there are rows" {
  lab 30 3
  in_terminal 60 10 LetsGo --parallel 30
  until_shown '… and 2[0-9] more'
  [ "$(screen_now | grep -c ': create ')" -le 7 ]
  one_line_each 30
}

@test "a terminal that is resized while the run goes on" {
  lab 60 0.5
  in_terminal 100 30 LetsGo --parallel 8
  until_shown '1[0-9] of 60 done'
  tmux -S "$SOCKET" resize-window -x 44 -y 12
  until_shown '3[0-9] of 60 done'
  tmux -S "$SOCKET" resize-window -x 160 -y 50
  until_shown '4[0-9] of 60 done'
  one_line_each 60
}

@test "Ctrl-C says what is finished, and the screen is left in order" {
  lab 40 2
  in_terminal 80 24 LetsGo --parallel 4
  until_shown '[48] of 40 done'
  tmux -S "$SOCKET" send-keys C-c
  until_shown 'interrupt received: finishing the running steps of'
  until_shown 'Interrupted in'
  until_shown 'next: phoenix LetsGo'
  until_shown 'THE END 130'
  assert_equal "$(all_rows | grep -c 'at work  ')" 0
}
