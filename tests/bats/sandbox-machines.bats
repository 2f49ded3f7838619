#!/usr/bin/env bats
# The sandbox's virtual machines: they boot, cloud-init applies their data, their agent runs commands.

load helpers

setup() {
  HOST=$BATS_TEST_TMPDIR/host
  "$DIST/pve-sandbox" init "$HOST" --bare
  on_host pvesm set local --content snippets,import,iso,vztmpl,backup
}
teardown() { drop_sandbox; }

URL=https://cloud-images.ubuntu.com/noble/current/noble-server-cloudimg-amd64.img

in_vm() { on_host qm guest exec 8001 -- "$@"; }
# A machine from an image with this user-data: vm USER_DATA
vm() {
  on_host wget -q -O /var/lib/vz/import/noble.img "$URL"
  printf '%s\n' "$1" >"$HOST/var/lib/vz/snippets/user.yml"
  on_host qm create 8001 --name web --net0 virtio,bridge=vmbr0 --agent enabled=1 --boot order=scsi0 \
    --scsi0 local-lvm:0,import-from=/var/lib/vz/import/noble.img --ide2 local-lvm:cloudinit \
    --ipconfig0 ip=10.0.0.81/24,gw=10.0.0.1 --cicustom user=local:snippets/user.yml >/dev/null
  on_host qm start 8001 >/dev/null
}
AGENT=$'#cloud-config\npackages: [qemu-guest-agent]'

@test "a first boot applies user-data, a second one does not" {
  vm "$AGENT"$'\nusers: [{name: admin}]\nruncmd: ["echo x >>/root/ran"]'
  run in_vm sh -c 'cloud-init status; hostname -I; id -un 1000; wc -l </root/ran'
  assert_output --partial '"out-data" : "status: done\n10.0.0.81 \nadmin\n1\n"'
  on_host qm reboot 8001
  run in_vm sh -c 'wc -l </root/ran'
  assert_output --partial '"1\n"'
}

@test "without an agent in the guest, and with one that is stopped, nothing answers" {
  vm $'#cloud-config\nhostname: web'
  run on_host qm agent 8001 ping
  assert_equal "$status" 255
  assert_output 'QEMU guest agent is not running'
  on_host qm stop 8001
  printf '%s\n' "$AGENT" >"$HOST/var/lib/vz/snippets/user.yml"
  on_host qm start 8001
  on_host qm agent 8001 ping
  in_vm systemctl stop qemu-guest-agent
  run on_host qm agent 8001 ping
  assert_equal "$status" 255
}

@test "an agent that never answers, and a system that ignores its shutdown" {
  vm "$AGENT"
  "$DIST/pve-sandbox" machine "$HOST" --id 8001 --silent-agent --ignores-shutdown
  run on_host qm agent 8001 ping
  assert_equal "$status" 255
  run on_host qm shutdown 8001 --timeout 1
  assert_equal "$status" 255
  "$DIST/pve-sandbox" machine "$HOST" --id 8001 --clear
  on_host qm agent 8001 ping
  on_host qm shutdown 8001 --timeout 1
  assert_equal "$(on_host qm status 8001)" 'status: stopped'
}

@test "a process of the agent lives on, and ends with the machine" {
  vm "$AGENT"
  run on_host qm guest exec 8001 --synchronous 0 -- sleep 600
  local pid
  pid=$(sed -n 's/.*"pid" : //p' <<<"$output")
  assert [ -d "/proc/$pid" ]
  run on_host qm guest exec-status 8001 "$pid"
  assert_output $'{\n   "exited" : 0\n}'
  on_host qm stop 8001
  refute [ -d "/proc/$pid" ]
}

@test "stdin of any bytes, exit code and signal of a command" {
  vm "$AGENT"
  head -c 300000 /dev/urandom >"$BATS_TEST_TMPDIR/bytes"
  run on_host qm guest exec 8001 --pass-stdin 1 -- sha256sum <"$BATS_TEST_TMPDIR/bytes"
  assert_output --partial "$(sha256sum <"$BATS_TEST_TMPDIR/bytes")"
  run in_vm sh -c 'exit 3'
  assert_output --partial '"exitcode" : 3'
  run in_vm sh -c 'kill -9 $$'
  assert_output --partial '"signal" : 9'
  run in_vm no-such-command
  assert_equal "$status" 29
}

@test "a download that is killed leaves a part, and is completed by the next" {
  "$DIST/pve-sandbox" download "$HOST" --slow 2 --times 1
  run on_host timeout 1 wget -q -O /root/a.img "$URL"
  assert_equal "$status" 124
  local part
  part=$(stat -c %s "$HOST/root/a.img")
  assert [ "$part" -gt 0 ]
  on_host wget -q -c -O /root/a.img "$URL"
  run on_host sh -c "cd /root && mv a.img ${URL##*/} && wget -qO - ${URL%/*}/SHA256SUMS | sha256sum -c --ignore-missing"
  assert_success
}

@test "virt-customize comes with its package, and what it installs is in the guest" {
  run -127 on_host virt-customize -a /root/a.img --install qemu-guest-agent
  on_host apt-get update || true # the enterprise repository refuses, the others are read
  on_host apt-get install -y libguestfs-tools
  on_host wget -q -O /var/lib/vz/import/a.img "$URL"
  on_host virt-customize -a /var/lib/vz/import/a.img --install qemu-guest-agent
  on_host qm create 8002 --agent 1 --scsi0 local-lvm:0,import-from=/var/lib/vz/import/a.img --boot order=scsi0
  on_host qm start 8002
  on_host qm agent 8002 ping
}

@test "a network file system stays mounted from one command to the next, and after a reboot" {
  vm "$AGENT"
  mkdir -p "$HOST/srv/share"
  echo shared >"$HOST/srv/share/file"
  echo '/srv/share *(rw)' >"$HOST/etc/exports"
  run in_vm sh -c 'mkdir -p /mnt/a; mount -t nfs 10.0.0.13:/srv/share /mnt/a'
  assert_output --partial '"exitcode" : 32'
  run in_vm sh -c 'apt-get install -y nfs-common >/dev/null
    echo "10.0.0.13:/srv/share /mnt/a nfs defaults 0 0" >/etc/fstab; mount /mnt/a; cat /mnt/a/file'
  assert_output --partial '"shared\n"'
  on_host qm reboot 8001
  run in_vm sh -c 'awk "\$2 == \"/mnt/a\" { from = \$1 } END { print from }" /proc/mounts; cat /mnt/a/file'
  assert_output --partial '"10.0.0.13:/srv/share\nshared\n"'
}
