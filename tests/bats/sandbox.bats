#!/usr/bin/env bats
# The sandbox itself: a command has the host as its whole machine, and nothing leaves it.

load helpers

setup() {
  sandbox
  # Units that these stories start and stop.
  for unit in foo bar survivor victim; do
    printf '[Service]\nType=simple\n' >"$HOST/etc/systemd/system/$unit.service"
  done
}
teardown() { drop_sandbox; }
pve() { "$DIST/pve-sandbox" "$@"; }

@test "what a command writes is in the directory, and nowhere else" {
  on_host sh -c 'for at in /etc /root /var /run /tmp /mnt /srv /opt /usr/local /; do echo x >"$at/mark-of-test"; done'
  for at in etc root var run tmp mnt srv opt usr/local .; do
    [ -f "$HOST/$at/mark-of-test" ]
    [ ! -e "/$at/mark-of-test" ] || [ "$(realpath "/$at")" = "$(realpath "$HOST/$at")" ]
  done
  run on_host touch /usr/mark-of-test
  assert_failure
}

@test "what is put into the directory, the host has" {
  echo hello >"$HOST/srv/given"
  run on_host cat /srv/given
  assert_output hello
}

@test "root of a host called pve, in the directory it was called from" {
  mkdir -p "$BATS_TEST_TMPDIR/project"
  echo here >"$BATS_TEST_TMPDIR/project/file"
  cd "$BATS_TEST_TMPDIR/project"
  run on_host sh -c 'id -u; hostname 2>/dev/null || uname -n; pwd; cat file; echo x >file'
  assert_line --index 0 0
  assert_line --index 1 pve
  assert_line --index 2 "$BATS_TEST_TMPDIR/project"
  assert_line --index 3 here
  [ "$(cat file)" = here ]
}

@test "exit codes, signals and descriptors are the command's own" {
  run on_host sh -c 'exit 7'
  assert_equal "$status" 7
  run -127 on_host no-such-command
  run on_host sh -c 'kill -TERM $$'
  assert_equal "$status" 143
  on_host sh -c 'echo event >&7' 7>"$BATS_TEST_TMPDIR/events"
  assert_equal "$(cat "$BATS_TEST_TMPDIR/events")" event
}

@test "a signal reaches the command once" {
  "$DIST/pve-sandbox" exec "$HOST" -- sh -c 'trap "echo got; n=\$((n+1)); [ \$n = 2 ] && exit 9" TERM; echo ready; while :; do sleep 0.05; done' \
    >"$BATS_TEST_TMPDIR/out" &
  local pid=$!
  until grep -q ready "$BATS_TEST_TMPDIR/out"; do sleep 0.05; done
  kill -TERM "$pid"
  sleep 0.4
  assert_equal "$(grep -c got "$BATS_TEST_TMPDIR/out")" 1
  kill -TERM "$pid"
  local code=0
  wait "$pid" || code=$?
  assert_equal "$code" 9
}

@test "each command is one line of the log, also a killed one" {
  on_host sh -c 'systemctl start foo; systemctl is-active bar || true'
  run pve log "$HOST" --json
  assert_equal "$(sed -n 1p <<<"$output" | json 'value.argv')" '["systemctl","start","foo"]'
  assert_equal "$(sed -n 1p <<<"$output" | json '[value.exit, value.changed, value.waited_ms, value.end >= value.start]')" '[0,true,0,true]'
  assert_equal "$(sed -n 2p <<<"$output" | json '[value.exit, value.changed]')" '[3,false]'
  clear_log
  fault --match '^zfs list' --hang
  on_host sh -c 'zfs list & sleep 0.4; kill -9 $!; wait; exit 0'
  assert_equal "$(pve log "$HOST" --json | json '[value.argv, value.exit]')" '[["zfs","list"],137]'
}

@test "a fault fails the command without its work" {
  fault --match '^systemctl start foo$' --fail 'no such luck' --exit 5
  run --separate-stderr on_host systemctl start foo
  assert_equal "$status" 5
  assert_equal "$stderr" 'no such luck'
  run on_host systemctl is-active foo
  assert_failure
  fault --clear
  on_host systemctl start foo
}

@test "the nth of parallel commands, exactly" {
  fault --match '^systemctl status x' --nth 4 --fail '' --exit 44
  on_host bash -c 'for i in 1 2 3 4 5 6 7 8; do { systemctl status x >/dev/null; echo $?; } & done; wait' >"$BATS_TEST_TMPDIR/codes"
  assert_equal "$(grep -c 44 "$BATS_TEST_TMPDIR/codes")" 1
}

@test "the first times only" {
  fault --match '^systemctl is-active dbus' --times 2 --fail not-yet --exit 1
  run on_host bash -c 'for i in 1 2 3; do systemctl is-active dbus >/dev/null 2>&1; echo $?; done'
  assert_output "$(printf '1\n1\n0')"
}

@test "kill-caller kills who called, and the command goes on" {
  fault --match '^systemctl start survivor' --kill-caller
  run --separate-stderr on_host bash -c 'bash -c "setsid --wait systemctl start survivor; echo never"; echo $?; sleep 0.4'
  assert_output 137
  run on_host systemctl is-active survivor
  assert_output active
}

@test "kill ends the command's own group before it does anything" {
  fault --match '^systemctl start victim' --kill
  run on_host bash -c 'set -m; systemctl start victim & wait $!'
  assert_equal "$status" 137
  run on_host systemctl is-active victim
  assert_output inactive
}

guest_600() {
  on_host pct create 600 /bulk/iso/template/cache/ubuntu-24.04-standard_24.04-2_amd64.tar.zst \
    --storage fast-guests --hostname inside --net0 name=eth0,bridge=vmbr0,ip=10.20.0.60/24
}

@test "kill in a phase: what was done until then stays, and the log says so" {
  fault --match '^pct create 600' --kill extracting
  run on_host bash -c 'set -m; pct create 600 /bulk/iso/template/cache/ubuntu-24.04-standard_24.04-2_amd64.tar.zst \
    --storage fast-guests >/dev/null & wait $!'
  assert_equal "$status" 137
  run cat "$HOST/etc/pve/lxc/600.conf"
  assert_output --partial 'lock: create'
  assert_equal "$(pve log "$HOST" --json | json '[value.exit, value.changed]')" '[137,true]'
}

@test "a command inside a guest has the guest's tree, services and packages" {
  guest_600 >/dev/null
  on_host pct start 600
  run on_host pct exec 600 -- sh -c 'hostname; hostname -I; echo x >/root/mark; echo x >/usr/mark'
  assert_line --index 0 inside
  assert_line --index 1 --partial 10.20.0.60
  [ -f "$HOST/fast/guests/subvol-600-disk-0/root/mark" ]
  [ ! -e "$HOST/root/mark" ] && [ ! -e /usr/mark ]
  run on_host pct exec 600 -- sh -c 'command -v docker || echo none; dpkg -s docker-ce >/dev/null 2>&1 || echo missing'
  assert_output "$(printf 'none\nmissing')"
  on_host pct exec 600 -- apt-get install -y docker-ce
  run on_host pct exec 600 -- sh -c 'dpkg-query -W -f="\${Status}" docker-ce; echo; systemctl is-active docker; docker run hello-world'
  assert_line 'install ok installed'
  assert_line active
  assert_line 'Hello from Docker!'
}

@test "a guest's service answers late" {
  guest_600 >/dev/null
  on_host pct start 600
  fault --match '^guest:600 curl .*:6333' --times 2 --fail 'connection refused' --exit 7
  run on_host pct exec 600 -- sh -c 'for i in 1 2 3; do curl -s http://localhost:6333 >/dev/null 2>&1; echo $?; done'
  assert_output "$(printf '7\n7\n0')"
  assert_equal "$(pve log "$HOST" --guest --json | grep -c '"guest":600')" 3
  assert_equal "$(pve log "$HOST" --json | grep -c '"guest"')" 0
}

@test "many hosts at once" {
  local at
  for at in 1 2 3 4; do
    pve init "$BATS_TEST_TMPDIR/h$at"
    pve exec "$BATS_TEST_TMPDIR/h$at" -- sh -c "sleep 0.3; echo $at >/etc/which; cat /etc/which" >"$BATS_TEST_TMPDIR/o$at" &
  done
  wait
  for at in 1 2 3 4; do
    assert_equal "$(cat "$BATS_TEST_TMPDIR/o$at")" "$at"
    pve destroy "$BATS_TEST_TMPDIR/h$at"
  done
}

@test "init and destroy touch nothing that is no sandbox" {
  mkdir "$BATS_TEST_TMPDIR/mine"
  echo precious >"$BATS_TEST_TMPDIR/mine/file"
  run pve init "$BATS_TEST_TMPDIR/mine"
  assert_failure
  run pve destroy "$BATS_TEST_TMPDIR/mine"
  assert_failure
  assert_equal "$(cat "$BATS_TEST_TMPDIR/mine/file")" precious
}

@test "init refuses a sandbox that is there, and changes nothing of it" {
  local edited=$HOST/$BASE/etc/phoenix_lxc_configs.json
  echo '{"lxc_configs": {}}' >"$edited"
  chmod 700 "$HOST"
  local before
  before=$(find "$HOST" -printf '%p %m %s %T@\n' | sort)
  local words
  for words in '' "--configs $ROOT/examples/etc" '--pve 8 --bare' '--time-scale 1'; do
    # shellcheck disable=SC2086 # words are to be split
    run pve init "$HOST" $words
    assert_failure 1
    assert_output "pve-sandbox: cannot make a sandbox of '$HOST': it is one already
hint: pve-sandbox destroy $HOST, or another directory"
  done
  assert_equal "$(cat "$edited")" '{"lxc_configs": {}}'
  assert_equal "$(find "$HOST" -printf '%p %m %s %T@\n' | sort)" "$before"
}

@test "destroy ends what runs there and removes what cannot be written" {
  pve init "$BATS_TEST_TMPDIR/old"
  pve exec "$BATS_TEST_TMPDIR/old" -- sh -c 'mkdir -p /srv/a/b; touch /srv/a/b/c; chmod 0 /srv/a; setsid sleep 300 & echo $!' \
    >"$BATS_TEST_TMPDIR/pid" 3>&-
  pve destroy "$BATS_TEST_TMPDIR/old"
  [ ! -e "$BATS_TEST_TMPDIR/old" ]
  local pid
  pid=$(cat "$BATS_TEST_TMPDIR/pid")
  run grep -s '^State:.*[RSD]' "/proc/$pid/status"
  assert_failure
}

@test "a bare host has the disks of the configuration and no storage on them" {
  pve init "$BATS_TEST_TMPDIR/bare" --bare --configs "$LAB/etc"
  run cat "$BATS_TEST_TMPDIR/bare/etc/pve/storage.cfg"
  assert_line 'lvmthin: local-lvm'
  refute_output --partial zfspool
  pve destroy "$BATS_TEST_TMPDIR/bare"
}

@test "usage errors" {
  local words
  for words in '' nonsense "exec $HOST" "exec $HOST true" "fault $HOST" "fault $HOST --match [ --hang" \
    "fault $HOST --match x --hang --kill-caller" "init" "init $HOST --time-scale soon"; do
    # shellcheck disable=SC2086 # words are to be split
    run pve $words
    assert_equal "$status" 64
  done
  run pve --help
  assert_success
  run pve --version
  assert_output --partial 'pve-sandbox '
}
