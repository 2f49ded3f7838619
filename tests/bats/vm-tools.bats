#!/usr/bin/env bats
# vm-manager's own tools: commands and files into a VM through its guest agent, images to the host.

load helpers

IMAGES=https://cloud-images.ubuntu.com/noble/current
IMAGE=noble-server-cloudimg-amd64.img

# One host with a booted VM for all tests; each test has names of its own.
setup_file() {
  export HOST=$BATS_FILE_TMPDIR/host
  "$DIST/pve-sandbox" init "$HOST" --configs "$LAB/etc"
  vm_manager fetch-image "$IMAGES/$IMAGE" "/var/lib/vz/import/$IMAGE"
  mkdir -p "$HOST/var/lib/vz/snippets"
  printf '#cloud-config\n%s\n' 'packages: [qemu-guest-agent]' 'runcmd: [systemctl start qemu-guest-agent]' \
    >"$HOST/var/lib/vz/snippets/agent.yml"
  on_host qm create 9000 --name tools --memory 1024 --net0 virtio,bridge=vmbr0 --agent enabled=1 \
    --scsihw virtio-scsi-pci --scsi0 "fast-guests:0,import-from=/var/lib/vz/import/$IMAGE" \
    --ide2 fast-guests:cloudinit --boot order=scsi0 --cicustom user=local:snippets/agent.yml \
    --ciuser phoenix --ipconfig0 ip=dhcp
  on_host qm start 9000
}
teardown_file() { drop_sandbox; }
setup() {
  OUT=$BATS_TEST_TMPDIR/out
  ERR=$BATS_TEST_TMPDIR/err
}
teardown() {
  "$DIST/pve-sandbox" download "$HOST" --clear
  "$DIST/pve-sandbox" machine "$HOST" --id 9000 --clear
  "$DIST/pve-sandbox" fault "$HOST" --clear
}

vm_manager() { on_host "$DIST/bin/managers/vm-manager" "$@"; }
in_vm() { vm_manager exec 9000 --agent-wait 60 -- "$@"; }
download() { "$DIST/pve-sandbox" download "$HOST" "$@"; }
# From now on the list of sums beside the images names this one.
offer() { download --offer "$IMAGES/$1"; }
machine() { "$DIST/pve-sandbox" machine "$HOST" --id 9000 "$@"; }
sum_of() { sha256sum <"$1" | cut -d ' ' -f 1; }
until_seen() { timeout 30 sh -c 'until grep -q "$1" "$2"; do sleep 0.1; done' sh "$@"; }

@test "exec: one qm call for a short command, whose status it has" {
  in_vm true
  clear_log
  run in_vm sh -c 'echo out; echo err >&2; printf end; exit 7'
  assert_equal "$status" 7
  assert_output "$(printf 'out\nerr\nend')"
  assert_equal "$(log_of proxmox | grep -c 'qm guest exec')" 1
  run in_vm ls -A /var/tmp
  assert_output --regexp '^phoenix-exec-[0-9a-f]+$' # that of this very ls
}

@test "exec: a script of 300 kB with binary bytes runs, is followed while it does, and its status counts" {
  {
    printf 'echo begins\n: <<"END"\n'
    head -c 300000 /dev/urandom | tr -d '\000'
    printf '\nEND\nsleep 4\necho ends\nexit 9\n'
  } >"$BATS_TEST_TMPDIR/script"
  in_vm sh -s <"$BATS_TEST_TMPDIR/script" >"$OUT" &
  local pid=$! code=0
  until_seen begins "$OUT"
  run cat "$OUT"
  assert_output begins
  kill -0 "$pid"
  wait "$pid" || code=$?
  assert_equal "$code" 9
  assert_equal "$(cat "$OUT")" "$(printf 'begins\nends')"
}

@test "exec: any bytes go in and come out as they were" {
  head -c 300000 /dev/urandom >"$BATS_TEST_TMPDIR/bytes"
  in_vm cat <"$BATS_TEST_TMPDIR/bytes" >"$OUT"
  cmp "$BATS_TEST_TMPDIR/bytes" "$OUT"
}

@test "exec: SIGTERM ends the command in the guest, which may tidy up" {
  on_host sh -c '"$@" & pid=$!; until [ -s /tmp/said ]; do sleep 0.1; done; kill -TERM $pid; wait $pid; echo "exit $?"' \
    sh sh -c 'exec "$@" >/tmp/said' sh "$DIST/bin/managers/vm-manager" exec 9000 -- \
    sh -c 'trap "echo tidied; exit 3" TERM; echo ready; touch /tmp/runs; while :; do sleep 0.2; done' >"$OUT" 2>"$ERR"
  assert_equal "$(cat "$OUT")" 'exit 143'
  assert_equal "$(sed -n '1p;$p' "$HOST/tmp/said")" "$(printf 'ready\ntidied')"
  grep -q 'ending the command in the guest' "$ERR"
  run in_vm sh -c 'ps ax | grep -c "[t]ouch /tmp/runs"; ls /var/tmp | wc -l'
  assert_output "$(printf '0\n1')"
}

@test "exec: it goes on when the agent is restarted, and knows how it came out" {
  in_vm sh -c 'echo begins; sleep 5; echo ends; exit 4' >"$OUT" 2>"$ERR" &
  local pid=$! code=0
  until_seen begins "$OUT"
  machine --silent-agent
  sleep 7
  machine --clear
  wait "$pid" || code=$?
  assert_equal "$code" 4
  assert_equal "$(cat "$OUT")" "$(printf 'begins\nends')"
}

@test "exec: the VM is reset under a command: that is told" {
  in_vm sh -c 'echo begins; sleep 300' >"$OUT" 2>"$ERR" &
  local pid=$! code=0
  until_seen begins "$OUT"
  on_host qm reset 9000
  wait "$pid" || code=$?
  assert_equal "$code" 1
  grep -q 'error: cannot run sh in 9000 to its end: it was ended from outside' "$ERR"
  grep -qx 'hint: was the VM restarted meanwhile? run it again' "$ERR"
  run in_vm ls -A /var/tmp
  assert_output --regexp '^phoenix-exec-[0-9a-f]+$'
}

@test "exec: the VM is stopped under a command: that is told" {
  in_vm sh -c 'echo begins; sleep 300' >"$OUT" 2>"$ERR" &
  local pid=$! code=0
  until_seen begins "$OUT"
  on_host qm stop 9000
  wait "$pid" || code=$?
  assert_equal "$code" 1
  assert_equal "$(head -n 1 "$ERR")" 'error: cannot run sh in 9000: the VM is not running any more'
  grep -qx 'hint: start it: qm start 9000' "$ERR"
  run --separate-stderr in_vm true
  assert_equal "$status" 1
  assert_regex "$stderr" 'cannot run true in 9000: the VM is not running'
  on_host qm start 9000
  in_vm true
}

@test "exec: an agent that never answers is one clear failure, with the last thing seen" {
  machine --silent-agent
  run --separate-stderr vm_manager exec 9000 --agent-wait 5 -- uptime
  assert_equal "$status" 1
  assert_output ''
  assert_regex "$stderr" 'error: cannot run uptime in 9000: its guest agent does not answer for [0-9.]+s; last seen: QEMU guest agent is not running'
  assert_regex "$stderr" 'hint: see with qm terminal 9000'
}

@test "exec: no such VM, and words that are not understood" {
  run --separate-stderr vm_manager exec 777 -- true
  assert_equal "$status" 66
  assert_regex "$stderr" 'there is no VM 777'
  run --separate-stderr vm_manager exec 9000 uname -a
  assert_equal "$status" 64
  assert_regex "$stderr" 'hint: vm-manager exec 9000 -- uname -a'
}

@test "push: a file arrives as it is, or not at all" {
  head -c 300000 /dev/urandom >"$HOST/srv/bytes"
  vm_manager push 9000 /srv/bytes "/root/it's here" --perms 640
  in_vm cat "/root/it's here" | cmp - "$HOST/srv/bytes"
  run in_vm stat -c '%a %U' "/root/it's here"
  assert_output '640 root'
  run --separate-stderr vm_manager push 9000 /srv/bytes /nowhere/file
  assert_equal "$status" 1
  assert_regex "$stderr" 'there is no directory /nowhere/'
  run in_vm ls -A /root
  assert_output "it's here"
}

@test "push: interrupted, it leaves what was there" {
  head -c 2000000 /dev/urandom >"$HOST/srv/bytes"
  in_vm sh -c 'mkdir /srv/push; echo old >/srv/push/file'
  local code=0
  on_host timeout --signal TERM --preserve-status 2 \
    "$DIST/bin/managers/vm-manager" push 9000 /srv/bytes /srv/push/file 2>"$ERR" || code=$?
  assert_equal "$code" 143
  run in_vm sh -c 'ls -A /srv/push; cat /srv/push/file'
  assert_output "$(printf 'file\nold')"
}

@test "fetch-image: cut off at five places, it goes on where it was, and is whole in the end" {
  local at before=0 file=/srv/cut.img
  for at in $(shuf -i 20000-1000000 -n 5 | sort -n); do
    download --cut "$at"
    run --separate-stderr vm_manager fetch-image "$IMAGES/cut.img" "$file" --sha256 "$(printf '%064d' 0)"
    assert_equal "$status" 1
    assert_regex "$stderr" 'the connection broke'
    [ ! -e "$HOST$file" ]
    assert_equal "$(stat -c %s "$HOST$file.part")" "$at"
    [ "$at" -gt "$before" ]
    before=$at
    download --clear
  done
  run --separate-stderr vm_manager fetch-image "$IMAGES/cut.img" "$file"
  assert_success
  assert_regex "$stderr" 'MB have come before'
  vm_manager fetch-image "$IMAGES/cut.img" /srv/whole.img
  cmp "$HOST$file" "$HOST/srv/whole.img"
  [ ! -e "$HOST$file.part" ]
}

@test "fetch-image: ended by TERM and KILL at any moment, it is whole in the end" {
  local signal file=/srv/killed.img
  offer killed.img
  download --slow 4
  for signal in TERM KILL INT KILL TERM; do
    on_host timeout --signal $signal "0.$((RANDOM % 8 + 1))" \
      "$DIST/bin/managers/vm-manager" fetch-image "$IMAGES/killed.img" "$file" 2>"$ERR" || true
    [ ! -e "$HOST$file" ]
  done
  run --separate-stderr vm_manager fetch-image "$IMAGES/killed.img" "$file"
  assert_success
  download --clear
  run vm_manager fetch-image "$IMAGES/killed.img" "$file" --sha256 "$(sum_of "$HOST$file")"
  assert_output "$file is there already"
  vm_manager fetch-image "$IMAGES/killed.img" /srv/whole-too.img
  cmp "$HOST$file" "$HOST/srv/whole-too.img"
}

@test "fetch-image: wrong bytes are refused, both sums named, nothing left" {
  download --wrong
  offer wrong.img
  run --separate-stderr vm_manager fetch-image "$IMAGES/wrong.img" /srv/wrong.img
  assert_equal "$status" 1
  assert_regex "$stderr" "wrong.img is not what it should be: its SHA-256 is [0-9a-f]{64}, $IMAGES/SHA256SUMS says [0-9a-f]{64}"
  assert_equal "$(find "$HOST/srv" -name 'wrong.img*')" ''
}

@test "fetch-image: part of another image is thrown away, and all downloaded again" {
  head -c 5000 /dev/urandom >"$HOST/srv/mixed.img.part"
  offer mixed.img
  run --separate-stderr vm_manager fetch-image "$IMAGES/mixed.img" /srv/mixed.img
  assert_success
  assert_regex "$stderr" 'downloads all of it again'
}

@test "fetch-image: two at once download once" {
  download --slow 3
  clear_log
  offer two.img
  vm_manager fetch-image "$IMAGES/two.img" /srv/two.img >"$OUT" &
  local pid=$!
  sleep 1
  run vm_manager fetch-image "$IMAGES/two.img" /srv/two.img
  assert_success
  assert_line --partial 'waits for another download of /srv/two.img (pid '
  assert_line '/srv/two.img was downloaded meanwhile'
  wait "$pid"
  assert_equal "$(cat "$OUT")" '/srv/two.img is downloaded and verified'
  assert_equal "$(log_of all | grep -c 'wget .*two.img')" 1
}

@test "fetch-image: a pipe, a device and a link to nothing are no image that is there already" {
  offer odd.img
  mkfifo "$HOST/srv/pipe.img"
  ln -s pipe.img "$HOST/srv/to-pipe.img"
  ln -s nowhere.img "$HOST/srv/dangling.img"
  for file in /dev/null /srv/pipe.img /srv/dangling.img; do
    run vm_manager fetch-image "$IMAGES/odd.img" "$file"
    assert_failure 64
    assert_line "error: cannot download $file: what is there is no file, or a link that leads to none"
  done
  run vm_manager fetch-image "$IMAGES/odd.img" /srv/to-pipe.img
  assert_failure 1
  assert_output --partial 'it is no plain file'
}

@test "fetch-image: what is not there is told with the server's answer" {
  download --missing --match '\.img$'
  offer none.img
  run --separate-stderr vm_manager fetch-image "$IMAGES/none.img" /srv/none.img
  assert_equal "$status" 1
  assert_regex "$stderr" "error: cannot fetch $IMAGES/none.img: the server answers 404 Not Found"
  assert_equal "$(find "$HOST/srv" -name 'none.img*')" ''
}
