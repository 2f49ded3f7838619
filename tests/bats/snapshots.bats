#!/usr/bin/env bats
# Snapshots of several guests as one: of containers and VMs, told beforehand where one is impossible,
# rolled back in order and started again, gone on with after a death.
# 300 (container) <- 3001 (VM) <- 301 (container) <- 3002 (VM); 3000 is a template, 302 stands alone.

load helpers

LAB=$ROOT/tests/fixtures/lab-vm

# `chain` has all guests, `snapped` their snapshot before-upgrade as well.
setup_file() {
  HOST=$BATS_FILE_TMPDIR/chain
  "$DIST/pve-sandbox" init "$HOST" --configs "$LAB/etc"
  phoenix create 3002 302 -q
  cp -a "$HOST" "$BATS_FILE_TMPDIR/snapped"
  HOST=$BATS_FILE_TMPDIR/snapped
  phoenix snapshot before-upgrade all -q
}
teardown_file() {
  local host
  for host in chain snapped; do "$DIST/pve-sandbox" destroy "$BATS_FILE_TMPDIR/$host"; done
}
teardown() { drop_sandbox; }

copy_of() {
  HOST=$BATS_TEST_TMPDIR/host
  cp -a "$BATS_FILE_TMPDIR/$1" "$HOST"
  clear_log
}
# What was done to guests with a snapshot, a stop or a start, in order: "snapshot 3002, snapshot 301"
deeds() {
  log_of changes |
    sed -n -E 's/^(pct|qm) (start|shutdown|snapshot|delsnapshot|rollback) ([0-9]+).*/\2 \3/p' |
    paste -sd, | sed 's/,/, /g'
}
# Ids of guests with a snapshot of that name.
having() {
  phoenix snapshots --json |
    json "value.guests.filter((one) => one.snapshots.some(({ name, whole }) => whole && name === '$1')).map(({ id }) => id).join(' ')"
}
running() { phoenix status --json | json 'value.guests.filter((one) => one.running).map(({ id }) => id).join(" ")'; }
write_in() { on_host pct exec "$1" -- sh -c 'echo upgraded >/root/upgraded'; }
is_upgraded() { on_host pct exec "$1" -- test -e /root/upgraded; }

@test "all guests but templates, those that depend on others first, as text and as data" {
  copy_of chain
  run phoenix snapshot before-upgrade all --dry-run
  assert_success
  assert_line '        qm snapshot 3001 before-upgrade --description '\''phoenix snapshot'\'''
  assert_line 'Plan: 0 to create, 5 to change, 0 unchanged'
  run phoenix snapshot before-upgrade all --dry-run --detailed-exitcode --json
  assert_failure 2
  assert_equal "$(deeds)" ''
  run --separate-stderr phoenix snapshot before-upgrade all --parallel 1 --json
  assert_success
  assert_equal "$(json 'value.summary.changed' <<<"$output")" 5
  # 302 stands alone.
  assert_equal "$(deeds | sed -E 's/(, )?snapshot 302$//; s/snapshot 302, //')" 'snapshot 3002, snapshot 301, snapshot 3001, snapshot 300'
  assert_equal "$(running)" '300 301 302 3001 3002'
  assert_equal "$(having before-upgrade)" '300 301 302 3001 3002'
  run phoenix plan --detailed-exitcode
  assert_success
}

@test "the list: by guest, when, after what, what for" {
  copy_of snapped
  on_host pct snapshot 302 by-hand --description 'before the cut'
  run phoenix snapshots 302 3001 3000
  assert_success
  assert_line --index 0 --regexp '^ID +NAME +SNAPSHOT +TAKEN +AFTER +WHAT FOR$'
  assert_line --regexp '^302 +alone +before-upgrade +[0-9-]+ [0-9:]+ +- +phoenix snapshot$'
  assert_line --regexp '^302 +alone +by-hand +[0-9-]+ [0-9:]+ +before-upgrade +before the cut$'
  assert_line --regexp '^3001 +registry +pre-features +.* reconfigure goes back to it$'
  assert_line --regexp '^3001 +registry +ready +.* clones start from it$'
  assert_line --regexp '^3000 +ubuntu-template +-$'
  assert_equal "$(phoenix snapshots 302 --json | json 'value.guests[0].snapshots.map(({ name, parent, current, purpose }) => [name, parent, current, purpose])')" \
    '[["before-upgrade",null,false,"phoenix snapshot"],["by-hand","before-upgrade",true,null]]'
  assert_equal "$(deeds | tr -d ' ')" snapshot302
}

@test "what makes one impossible is told before anything is changed for anyone" {
  copy_of chain
  mkdir -p "$HOST/srv/shared" "$HOST/srv/raw"
  on_host pvesm add dir raw --path /srv/raw --content images,rootdir
  on_host pct set 302 --mp0 /srv/shared,mp=/srv
  on_host pct set 301 --mp0 raw:1,mp=/data
  on_host qm set 3002 --scsi1 raw:1
  clear_log
  run --separate-stderr phoenix snapshot before-upgrade all
  assert_failure 1
  assert_regex "$stderr" 'error: cannot take snapshot before-upgrade of 302: mp0 \(/srv/shared\) is a bind mount'
  assert_regex "$stderr" 'hint: a backup can do what a snapshot cannot: vzdump 302'
  assert_regex "$stderr" 'error: cannot take snapshot before-upgrade of 301: storage raw of mp0 \(dir\) takes no snapshots of containers'
  assert_regex "$stderr" 'error: cannot take snapshot before-upgrade of 3002: scsi1 \(raw:.*\) is no qcow2 file, and storage raw \(dir\)'
  assert_regex "$stderr" 'type phoenix snapshot before-upgrade all,-301,-302,-3002'
  run --separate-stderr phoenix snapshot before-upgrade 3000 300
  assert_failure 1
  assert_regex "$stderr" 'error: cannot take snapshot before-upgrade of 3000: 3000 is a Proxmox template, which has no snapshots'
  assert_equal "$(log_of changes)" ''
  run phoenix snapshot before-upgrade all,-3002,-301,-302
  assert_success
  assert_equal "$(having before-upgrade)" '300 3001'
}

@test "names: what Proxmox or phoenix uses, what is taken, what is none" {
  copy_of snapped
  local word
  for word in current vzdump pending x 'a b' a.b 9lives "$(printf 'x%.0s' {1..41})"; do
    run phoenix snapshot "$word" 300
    assert_failure 64
  done
  run phoenix snapshot 300 before-upgrade
  assert_failure 64
  assert_line 'hint: the name comes first: phoenix snapshot before-upgrade 300'
  for word in pre-configured phoenix-undo; do
    run phoenix snapshot "$word" 302
    assert_failure 1
    assert_line --partial "phoenix itself takes snapshots of that name"
  done
  run phoenix snapshot ready 3001
  assert_failure 1
  assert_line --partial 'phoenix itself takes snapshots of that name (clones start from it)'
  run phoenix snapshot before-upgrade 302
  assert_failure 1
  assert_line --partial 'error: cannot take snapshot before-upgrade of 302: it has one of that name, of '
  assert_line 'hint: choose another name, or delete that one first: phoenix delsnapshot before-upgrade 302'
  assert_equal "$(log_of changes)" ''
}

@test "a running chain goes back in order, and runs again in order; who was stopped stays so" {
  copy_of snapped
  write_in 300
  write_in 301
  on_host qm set 3001 --cores 3
  phoenix stop 302 -q
  clear_log
  run phoenix rollback before-upgrade all --dry-run
  assert_success
  assert_line '    stop: it runs, and what it does from now on is lost'
  assert_line '        qm rollback 3001 before-upgrade'
  assert_line '        qm start 3001'
  assert_line 'Plan: 0 to create, 5 to change, 0 unchanged'
  run --separate-stderr phoenix rollback before-upgrade all
  assert_failure 64
  assert_regex "$stderr" 'when it is meant, type: phoenix rollback before-upgrade all --yes'
  assert_equal "$(deeds)" ''
  run phoenix rollback before-upgrade all --yes --parallel 1
  assert_success
  assert_line --partial '5 rolled back'
  assert_line 'next: phoenix plan all'
  assert_equal "$(deeds | sed 's/rollback 302, //')" 'shutdown 3002, rollback 3002, shutdown 301, rollback 301, shutdown 3001, rollback 3001, shutdown 300, rollback 300, start 300, start 3001, start 301, start 3002'
  run is_upgraded 300
  assert_failure
  run is_upgraded 301
  assert_failure
  assert_equal "$(running)" '300 301 3001 3002'
  run phoenix plan all,-302 --detailed-exitcode
  assert_success
  assert_equal "$(phoenix runs --json | json 'value.runs[0].state + " " + value.runs[0].exit')" 'ended 0'
}

@test "refused: missing, not the newest on ZFS, needed by who runs and is not named" {
  copy_of snapped
  run phoenix rollback befor-upgrade 302 --yes
  assert_failure 66
  assert_line 'error: cannot roll 302 back to befor-upgrade: it has no snapshot of that name'
  assert_line 'hint: did you mean phoenix rollback before-upgrade 302?'
  run phoenix rollback before-upgrade 3001 301 --yes
  assert_failure 1
  assert_line 'error: cannot roll back 3001, 301: 3002 worker runs and depends on 301; nothing was done'
  assert_line 'hint: stop them first: phoenix stop 3002, or, where they have that snapshot too, roll them back as well: phoenix rollback before-upgrade 3002 301 3001, or roll these back alone: phoenix rollback before-upgrade 3001 301 --force'
  run phoenix rollback ready 3001 --yes --force
  assert_failure 1
  assert_line --partial 'error: cannot roll 3001 back to ready: before-upgrade is newer, and ZFS (scsi0 on '
  assert_line 'hint: if what is newer is not needed any more, type phoenix delsnapshot before-upgrade 3001'
  on_host pct set 302 --lock backup || sed -i '1i lock: backup' "$HOST/etc/pve/lxc/302.conf"
  clear_log
  run phoenix rollback before-upgrade 302 --yes
  assert_failure 1
  assert_line --partial 'error: 302 is locked (backup), and no work of phoenix explains it'
  assert_equal "$(log_of changes)" ''
}

@test "deleting: asked for, of those that have it; what phoenix needs is refused" {
  copy_of snapped
  run --separate-stderr phoenix delsnapshot before-upgrade 302 301
  assert_failure 64
  run phoenix delsnapshot ready 3001 --yes
  assert_failure 1
  assert_line 'error: cannot delete snapshot ready of 3001: phoenix has it for itself (clones start from it)'
  assert_line 'hint: to delete it all the same, type qm delsnapshot 3001 ready'
  assert_equal "$(log_of changes)" ''
  run phoenix delsnapshot before-upgrade 302 301 --yes
  assert_success
  run phoenix delsnapshot before-upgrade all --yes
  assert_success
  assert_output --partial '302 alone: 302 has no snapshot before-upgrade'
  assert_equal "$(having before-upgrade)" ''
}

@test "killed between two snapshots: the same again takes those that are missing, once only" {
  copy_of chain
  fault --match '^qm snapshot 3001' --nth 1 --kill-caller --abort
  run phoenix snapshot before-upgrade all --parallel 1
  assert_failure 1
  assert_equal "$(having before-upgrade)" '301 302 3002'
  clear_log
  run phoenix snapshot before-upgrade all
  assert_success
  assert_output --partial '301 has snapshot before-upgrade from the run that was cut off, of '
  assert_equal "$(deeds)" 'snapshot 3001, snapshot 300'
  run phoenix snapshot before-upgrade all
  assert_failure 1
  assert_line --partial 'it has one of that name'
}

@test "Proxmox's command killed, in a run whose end is not told: what is left of one goes, it is taken again" {
  copy_of chain
  fault --match '^pct snapshot 301' --nth 1 --kill snapshotting
  run phoenix snapshot before-upgrade all
  assert_failure 1
  grep -q '^lock: snapshot' "$HOST/etc/pve/lxc/301.conf"
  # Its end is not told, as after a death.
  rm "$HOST"/var/log/phoenix/runs/*/end.json
  run phoenix snapshots 301
  assert_line --partial 'not whole: it was cut off, or is at work'
  run phoenix snapshot before-upgrade all
  assert_success
  assert_equal "$(having before-upgrade)" '300 301 302 3001 3002'
  run grep -c '^lock' "$HOST/etc/pve/lxc/301.conf"
  assert_output 0
}

@test "a rollback that is killed: nothing is started, nothing goes on by itself, the same again ends it" {
  copy_of snapped
  write_in 301
  fault --match '^pct rollback 301' --nth 1 --kill rolling-back
  run phoenix rollback before-upgrade all --yes --parallel 1
  assert_failure 1
  assert_output --partial 'note: not started again, since not everything has gone well: '
  refute_regex "$(deeds)" start
  run phoenix start 301
  assert_failure 1
  assert_output --partial 'error: cannot start 301: the way of 301 back to snapshot before-upgrade was cut off'
  assert_output --partial 'hint: type phoenix rollback before-upgrade 301, which goes back once more'
  run phoenix create 301
  assert_failure 1
  assert_output --partial 'cannot create 301: the way of 301 back to snapshot before-upgrade was cut off'
  clear_log
  run phoenix rollback before-upgrade all --yes
  assert_success
  run is_upgraded 301
  assert_failure
  assert_equal "$(running)" '300 301 302 3001 3002'
  run phoenix plan --detailed-exitcode
  assert_success
}

@test "back, but one does not start: what is left to do is a start" {
  copy_of snapped
  fault --match '^qm start 3001' --nth 1 --fail 'no memory left'
  run phoenix rollback before-upgrade all --yes --parallel 1
  assert_failure 1
  assert_line --regexp '^✖ 3001 registry: cannot start 3001: '
  assert_line --partial '– 301 dashboard: skipped because of 3001'
  assert_line 'next: phoenix start 3001 301 3002'
  run phoenix start 3001 301 3002
  assert_success
  assert_equal "$(running)" '300 301 302 3001 3002'
}

@test "killed before it has started anything: the same again starts those that ran" {
  copy_of snapped
  phoenix stop 302 -q
  fault --match '^pct start 300' --nth 1 --kill-caller --abort
  run phoenix rollback before-upgrade all --yes --parallel 1
  assert_failure 1
  rm "$(find "$HOST/var/log/phoenix/runs" -name end.json | sort | tail -1)"
  assert_equal "$(running)" ''
  run phoenix rollback before-upgrade all --dry-run
  assert_line '        qm start 3002'
  refute_line '        pct start 302'
  run phoenix rollback before-upgrade all --yes
  assert_success
  assert_equal "$(running)" '300 301 3001 3002'
}

@test "a manager alone does the same for its guests" {
  copy_of chain
  run lxc_manager snapshot 302
  assert_failure 64
  assert_line 'hint: lxc-manager snapshot 302 --name before-upgrade'
  run lxc_manager snapshot 302 --name mine
  assert_success
  write_in 302
  run lxc_manager rollback 302 --name mine --yes
  assert_success
  assert_equal "$(running)" '300 301 3001 3002'
  run lxc_manager delsnapshot 302 --name mine --yes
  assert_success
  run lxc_manager snapshots 302
  assert_line --regexp '^302 +alone +-$'
}
