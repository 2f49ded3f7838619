#!/usr/bin/env bats
# What other users of the host put in the way of what Phoenix writes as root: links, pipes, directories of
# their own, and files that they may change. The table in docs/security.md names these tests.

load helpers

# Somebody else: nobody.
OTHER=65534

setup() {
  [ "$(id -u)" -eq 0 ] || skip 'another user can only be had by root'
  sandbox
  mkdir -p "$HOST/srv" "$HOST/victim"
  echo precious >"$HOST/victim/file"
}
teardown() { drop_sandbox; }

vm_manager() { on_host "$DIST/bin/managers/vm-manager" "$@"; }

# theirs PATH...: directories of theirs.
theirs() {
  local path
  for path; do
    mkdir -p "$HOST$path"
    chown $OTHER:$OTHER "$HOST$path"
  done
}
# their_link TARGET PATH
their_link() {
  ln -sfn "$1" "$HOST$2"
  chown -h $OTHER:$OTHER "$HOST$2"
}
# Nothing came to the victim, and nothing was taken from it.
assert_untouched() {
  assert_equal "$(cat "$HOST/victim/file")" precious
  assert_equal "$(ls -A "$HOST/victim")" file
  assert_equal "$(stat -c '%u %a' "$HOST/victim" "$HOST/victim/file" | xargs)" '0 755 0 644'
}

# Each verb that writes a file where it is told to: outputs FILE
outputs() {
  local file=$1
  printf '%s\n' "graph --out $file" "plan 900 --out $file" "report --out $file" "drift --metrics $file" \
    "test 900 --junit $file"
}

@test "locks: a directory, a link, a pipe in their place are refused, with what to type" {
  local lock=/run/lock/phoenix
  theirs $lock
  run phoenix create 900
  assert_failure 1
  assert_output --partial "cannot lock $lock/lxc-900.lock: $lock is no directory of root alone"
  assert_output --partial "hint: see who made it (ls -ld $lock), then type rm -r $lock; it is made again"
  assert_equal "$(ls -A "$HOST$lock")" ''

  rm -r "$HOST$lock"
  their_link /victim $lock
  run phoenix create 900
  assert_failure 1
  assert_output --partial "$lock is a link that others than root can change"
  assert_untouched

  rm "$HOST$lock"
  mkdir "$HOST$lock"
  ln -s /victim/file "$HOST$lock/lxc-900.lock"
  run phoenix create 900
  assert_failure 1
  assert_output --partial "cannot lock $lock/lxc-900.lock: $lock/lxc-900.lock is no plain file of root alone"
  assert_untouched
  rm "$HOST$lock/lxc-900.lock"
  mkfifo "$HOST$lock/lxc-900.lock"
  run timeout 60 "$DIST/pve-sandbox" exec "$HOST" -- "$DIST/bin/phoenix" create 900
  assert_failure 1
  assert_equal "$(guests_on_host)" ''

  # As the hint says.
  rm -r "$HOST$lock"
  phoenix create 900
  assert_equal "$(guests_on_host)" 900
}

@test "own directories: nothing is written to, believed of or linked into one that is not root's" {
  local place
  for place in /run/phoenix /var/log/phoenix; do
    rm -rf "${HOST:?}$place"
    theirs $place
    run phoenix create 900
    assert_failure 1
    assert_output --partial "$place is no directory of root alone"
    assert_equal "$(guests_on_host)" ''
    assert_equal "$(ls -A "$HOST$place")" ''
    rm -r "${HOST:?}$place"
    their_link /victim $place
    run phoenix create 900
    assert_failure 1
    assert_output --partial "$place is a link that others than root can change"
    assert_equal "$(guests_on_host)" ''
    assert_untouched
    rm "$HOST$place"
  done
  for place in /var/cache/phoenix /var/cache/phoenix/images; do
    theirs $place
    run phoenix create 8000
    assert_failure
    assert_output --partial "$place is no directory of root alone"
    assert_equal "$(find "$HOST/var/cache/phoenix" -type f)" ''
    rm -r "$HOST/var/cache/phoenix"
  done
  # Directories that are root's, and open: a mark could have been put there.
  mkdir -p "$HOST/var/log/phoenix/making"
  chmod 777 "$HOST/var/log/phoenix/making"
  run phoenix create 900
  assert_failure 1
  assert_output --partial '/var/log/phoenix/making is no directory of root alone'
  rm -r "$HOST/var/log/phoenix"
  # A link of root is what root wants: another disk.
  mkdir "$HOST/srv/log"
  ln -s /srv/log "$HOST/var/log/phoenix"
  phoenix create 900
  assert [ -d "$HOST/srv/log/runs" ]
}

@test "setup: what it remembers, and the way back of a change, lie where root alone writes" {
  theirs /var/lib/phoenix
  run phoenix setup --only zfs,firewall,network,storages --yes
  assert_failure
  assert_output --partial '/var/lib/phoenix is no directory of root alone'
  assert_equal "$(ls -A "$HOST/var/lib/phoenix")" ''
}

@test "snippets: what lies under their names is replaced, never written through, and becomes root's" {
  local snippets=/var/lib/vz/snippets
  theirs $snippets
  their_link /victim/file $snippets/phoenix-8000-user-data.yml
  phoenix create 8000
  assert_untouched
  assert_equal "$(stat -c '%F %u %a' "$HOST$snippets/phoenix-8000-user-data.yml")" 'regular file 0 600'

  # Everybody may write there: a file that is waiting does not become its maker's.
  on_host qm destroy 8000
  chown 0:0 "$HOST$snippets"
  chmod 777 "$HOST$snippets"
  rm "$HOST$snippets/phoenix-8000-user-data.yml"
  install -o $OTHER -g $OTHER -m 666 /dev/null "$HOST$snippets/phoenix-8000-user-data.yml"
  phoenix create 8000
  assert_equal "$(stat -c '%F %u %a' "$HOST$snippets/phoenix-8000-user-data.yml")" 'regular file 0 600'

  on_host qm destroy 8000
  rm -r "${HOST:?}$snippets"
  their_link /victim $snippets
  run phoenix create 8000
  assert_failure 1
  assert_output --partial "$snippets is a link that others than root can change"
  assert_untouched
}

@test "directories of bind mounts: made through no link of theirs, and in a share that is theirs" {
  theirs /srv/share
  their_link /victim /srv/share/link
  edit_config phoenix_lxc_configs.json \
    'config.lxc_configs[900].mount_points = [{ host_path: "/srv/share/link/data", container_path: "/data" }]'
  run phoenix create 900
  assert_failure 1
  assert_output --partial 'cannot make directory /srv/share/link/data: /srv/share/link is a link that others than root can change'
  assert_untouched
  assert_equal "$(guests_on_host)" ''
  edit_config phoenix_lxc_configs.json \
    'config.lxc_configs[900].mount_points = [{ host_path: "/srv/share/deep/data", container_path: "/data" }]'
  phoenix create 900
  assert_equal "$(stat -c %u "$HOST/srv/share/deep" "$HOST/srv/share/deep/data" | xargs)" '0 100000'
}

@test "outputs: a link or a pipe in the place of the file, and a link on the way" {
  phoenix create 900 # report has a run to tell of
  theirs /srv/out
  their_link /victim/file /srv/out/link
  mkfifo "$HOST/srv/out/pipe"
  their_link /victim /srv/way
  local words
  for file in /srv/out/link /srv/out/pipe; do
    while read -r words; do
      # shellcheck disable=SC2086
      run phoenix $words </dev/null
      assert_failure 66
      assert_output --partial "cannot write $file: what is there is no file"
    done < <(outputs $file)
  done
  while read -r words; do
    # shellcheck disable=SC2086
    run phoenix $words </dev/null
    assert_failure
    assert_output --partial '/srv/way is a link that others than root can change'
  done < <(outputs /srv/way/new)
  sed -n 's/^net0: .*/net0: name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:99,ip=dhcp,type=veth/
    s/^hostname: .*/hostname: mine/; /^\[/q; p' "$HOST/etc/pve/lxc/900.conf" >"$HOST/etc/pve/lxc/100.conf"
  run phoenix import 100 --out-dir /srv/way/new
  assert_failure
  assert_output --partial '/srv/way is a link that others than root can change'
  assert_untouched
  # In a directory of theirs itself it is written, as for the user of a monitoring.
  while read -r words; do
    # shellcheck disable=SC2086
    run phoenix $words </dev/null
    assert [ -f "$HOST/srv/out/new" ]
    assert_equal "$(stat -c %u "$HOST/srv/out/new")" 0
    rm "$HOST/srv/out/new"
  done < <(outputs /srv/out/new)
}

@test "downloads: a part file of theirs is not written through, nor a place where they could exchange it" {
  local url=https://cloud-images.ubuntu.com/noble/current/noble-server-cloudimg-amd64.img
  theirs /srv/images
  their_link /victim/file /srv/images/noble.img.part
  run vm_manager fetch-image $url /srv/images/noble.img
  assert_failure 1
  assert_output --partial 'cannot write /srv/images/noble.img.part: uid 65534 can change /srv/images, and so what comes there'
  assert_output --partial 'hint: name a file where only root can write, or type chown root: /srv/images'
  assert_untouched

  # As in /tmp: what is there of others is refused, what is ours is safe.
  chown 0:0 "$HOST/srv/images"
  chmod 1777 "$HOST/srv/images"
  run vm_manager fetch-image $url /srv/images/noble.img
  assert_failure 1
  assert_output --partial '/srv/images/noble.img.part is no plain file of root alone'
  assert_untouched
  rm "$HOST/srv/images/noble.img.part"
  vm_manager fetch-image $url /srv/images/noble.img
  assert_equal "$(stat -c %u "$HOST/srv/images/noble.img")" 0
}

@test "configuration that others can change: looked at with a warning, not acted upon" {
  local etc=/$BASE/etc file
  file=$etc/phoenix_lxc_configs.json
  chmod 666 "$HOST$file"
  run phoenix validate
  assert_success
  assert_output --partial "warning: everybody can change $file, and what it says is done as root"
  assert_output --partial "hint: type chmod o-w $file, after a look at what it holds"
  phoenix plan 900
  phoenix create 900 --dry-run
  local command
  for command in 'phoenix create 900' 'phoenix LetsGo' 'phoenix test 900' 'phoenix delete 900 --yes' \
    'phoenix setup --yes' 'lxc_manager create 900'; do
    run $command
    assert_failure 65
    assert_output --partial "everybody can change $file, and what it says is done as root"
  done
  run phoenix doctor
  assert_failure 1
  assert_output --partial "everybody can change $file"
  assert_equal "$(log_of changes)" ''
  assert_equal "$(guests_on_host)" ''

  # Owned by somebody, or in a directory of his.
  chmod 644 "$HOST$file"
  chown $OTHER "$HOST$file"
  run phoenix create 900
  assert_failure 65
  assert_output --partial "uid 65534 can change $file"
  chown 0 "$HOST$file"
  chown $OTHER "$HOST$etc"
  run phoenix create 900
  assert_failure 65
  assert_output --partial "through $etc, and what it says is done as root"
  # He is the one who typed sudo.
  SUDO_UID=$OTHER phoenix create 900 --dry-run
  SUDO_UID=$OTHER phoenix create 900
  assert_equal "$(guests_on_host)" 900
}

@test "scripts that others can change are not run; those of a group are, with a warning" {
  local bin=/$BASE/bin script
  script=$bin/app_proxy.sh
  cp -R "$LAB/bin" "$HOST/$BASE"
  chmod 777 "$HOST$script"
  run phoenix create 953
  assert_failure 65
  assert_output --partial "everybody can change $script, and what it says is done as root"
  assert_equal "$(guests_on_host)" ''
  chmod 775 "$HOST$script"
  chgrp 50 "$HOST$script"
  run phoenix validate
  assert_output --partial "warning: group 50 can change $script"
  run phoenix create 900
  assert_success
}

@test "a directory that becomes a link again and again: nothing comes where it leads" {
  theirs /srv/out
  # Swaps as fast as it can, until the test ends.
  on_host setpriv --reuid $OTHER --regid $OTHER --clear-groups sh -c '
    cd /srv/out
    n=0
    while [ ! -e /srv/end ]; do
      n=$((n + 1)); mkdir a; mv -T a old$n; ln -s /victim a; mv -T a link; rm -rf link old$n
    done; true' >/dev/null 2>&1 3>&- &
  local swaps=$! rounds=${PHOENIX_RACE_ROUNDS:-15}
  while [ "$rounds" -gt 0 ]; do
    phoenix graph --out /srv/out/a/file >/dev/null 2>&1 || true
    rounds=$((rounds - 1))
  done
  touch "$HOST/srv/end"
  wait $swaps
  assert_untouched
}
