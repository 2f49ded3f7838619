#!/usr/bin/env bats
# The command line: executables alone, exit codes, what reaches the host as arguments.

load helpers
teardown() { drop_sandbox; }

@test "each executable runs alone, in an empty directory, without node on PATH" {
  for executable in bin/phoenix bin/managers/lxc-manager bin/managers/vm-manager \
    bin/managers/hypervisor-manager pve-sandbox; do
    mkdir -p "$BATS_TEST_TMPDIR/alone"
    cp "$DIST/$executable" "$BATS_TEST_TMPDIR/alone/it"
    run env -i PATH=/nonexistent "$BATS_TEST_TMPDIR/alone/it" --version
    assert_success
    assert_output --regexp '^[a-z-]+ [0-9]+\.[0-9]+\.[0-9]+'
    run env -i PATH=/nonexistent "$BATS_TEST_TMPDIR/alone/it" --help
    assert_success
    rm -r "$BATS_TEST_TMPDIR/alone"
  done
}

@test "in a directory that was deleted, what needs none is done, and what does says so" {
  sandbox
  gone() { on_host bash -c 'mkdir /tmp/gone; cd /tmp/gone && rmdir /tmp/gone && "$@"' - "$@"; }
  run gone "$DIST/bin/phoenix" --help
  assert_success
  run gone "$DIST/bin/phoenix" status 953
  assert_success
  run gone "$DIST/bin/phoenix" __complete status 95
  assert_success
  assert_output --partial 953
  for program in bin/phoenix bin/managers/lxc-manager; do
    run gone "$DIST/$program" status 953 --base-dir lab
    assert_failure 66
    assert_output "error: cannot find lab: the working directory is not there any more
hint: type the whole path, from / on, or cd to a directory that is there"
  done
}

@test "a base directory below which nothing can lie is a mistake, told once by all programs" {
  sandbox
  local long
  long=/tmp/$(printf 'x%.0s' {1..300})
  for base in /etc/passwd /dev/null /etc/passwd/x "$long"; do
    for command in 'bin/phoenix status' 'bin/managers/lxc-manager status 953' \
      'bin/managers/vm-manager status 8001' 'bin/managers/hypervisor-manager plan'; do
      # shellcheck disable=SC2086
      run on_host "$DIST"/$command --base-dir "$base"
      assert_failure 65
      assert_line --partial "error: cannot find the configuration below ${base:0:60}"
      assert_output --partial 'hint: name the directory that holds etc/ with --base-dir'
      refute_output --partial defect
    done
  done
}

@test "NODE_CHANNEL_FD that names no channel is refused by all programs, instead of hanging them" {
  sandbox
  for command in 'bin/phoenix status' 'bin/managers/lxc-manager status' \
    'bin/managers/vm-manager status' 'bin/managers/hypervisor-manager plan'; do
    # shellcheck disable=SC2086
    run on_host env NODE_CHANNEL_FD=5 timeout 20 "$DIST"/$command
    assert_failure 64
    assert_output 'error: cannot start: NODE_CHANNEL_FD names descriptor 5, which is no channel
hint: type unset NODE_CHANNEL_FD, then the same command again'
  done
}

@test "usage errors exit 64, with the word that was meant" {
  run "$DIST/bin/phoenix"
  assert_failure 64
  run "$DIST/bin/phoenix" craete 950
  assert_failure 64
  assert_output --partial create
  run "$DIST/bin/phoenix" create --drry-run 950
  assert_failure 64
  assert_output --partial -- --dry-run
  run "$DIST/bin/managers/lxc-manager" create
  assert_failure 64
  run "$DIST/bin/managers/lxc-manager" create 0950
  assert_failure 64
}

@test "an unknown guest exits 66 and nothing is done to the others" {
  sandbox
  run phoenix create 953 999
  assert_failure 66
  assert_output --partial 999
  run phoenix create proxi
  assert_failure 66
  assert_output --partial proxy
  assert_equal "$(log_of changes)" ''
}

@test "without pct, exit 69" {
  mkdir -p "$BATS_TEST_TMPDIR/base"
  cp -R "$LAB/etc" "$LAB/bin" "$BATS_TEST_TMPDIR/base/"
  run env PATH=/usr/bin:/bin "$DIST/bin/managers/lxc-manager" plan 953 --base-dir "$BATS_TEST_TMPDIR/base"
  assert_failure 69
  assert_output --partial 'hint:'
}

@test "twenty mistakes get twenty messages with their places, exit 65, and no command is run" {
  sandbox "$ROOT/packages/shared-config/fixtures/twenty-mistakes/etc"
  run phoenix create all
  assert_failure 65
  assert_equal "$(grep -cE '^/[^ ]+:[0-9]+:[0-9]+: ' <<<"$output")" 20
  assert_equal "$(log_of all)" ''
  run phoenix validate
  assert_failure 65
}

@test "selectors: ranges, names, exclusions" {
  sandbox
  run phoenix status '900:902,-901' proxy --json
  assert_success
  assert_equal "$(json 'value.guests.map(({ id }) => id)' <<<"$output")" '[900,902,953]'
}

@test "plan --json has the shape that scripts rely on" {
  sandbox
  run --separate-stderr phoenix plan 953 --json
  assert_success
  assert_equal "$(json 'value.guests.map(({ id, kind, name, action }) => [id, kind, name, action])' <<<"$output")" \
    '[[900,"lxc","template-base","create"],[953,"lxc","proxy","create"]]'
  assert_equal "$(json 'value.summary' <<<"$output")" '{"create":2,"change":0,"none":0}'
  run phoenix plan 953 --detailed-exitcode
  assert_failure 2
  assert_output --partial '+ create 953 proxy'
}

@test "a list of both kinds is made in order, and is as declared afterwards" {
  sandbox
  run phoenix create 8001 953
  assert_success
  assert_equal "$(phoenix status 8001 953 --json | json 'value.guests.map(({ id, kind, running }) => [id, kind, running])')" \
    '[[8001,"vm",true],[953,"lxc",true]]'
  run phoenix plan 8001 953 --detailed-exitcode
  assert_success
}

@test "without the manager of VMs the containers are made, and the VM is answered clearly" {
  sandbox
  mkdir "$HOST/opt/managers"
  ln -s "$DIST/bin/managers/lxc-manager" "$HOST/opt/managers/"
  run on_host env PHOENIX_MANAGERS_DIR=/opt/managers "$DIST/bin/phoenix" create 8001 953
  assert_failure 1
  assert_output --partial 'cannot find vm-manager'
  assert_equal "$(guests_on_host)" '900 953'
}

@test "blanks, quotes, dollars, semicolons and dashes reach the host as single arguments, or are refused" {
  sandbox
  edit_config phoenix_lxc_configs.json '
    Object.assign(config.lxc_configs["953"], {
      description: "a b; $(touch /tmp/owned) `id` \"quoted\" \u0027single\u0027 --force",
      health_check: { command: ["sh", "-c", "test \"$1\" = \u0027a b; $(echo c)\u0027 -a \"$2\" = \"--x\"", "x", "a b; $(echo c)", "--x"], retries: 1 },
      lxc_options: ["lxc.environment=TEXT=a b; $(touch /tmp/owned) \"c\""]
    });'
  run phoenix create 953
  assert_success
  assert [ ! -e "$HOST/tmp/owned" ]
  assert [ ! -e /tmp/owned ]
  run sed -n '1,2p' "$HOST/etc/pve/lxc/953.conf"
  assert_output --partial '$(touch /tmp/owned)'
  run cat "$HOST/etc/pve/lxc/953.conf"
  assert_line 'lxc.environment: TEXT=a b; $(touch /tmp/owned) "c"'
  run phoenix plan 953 --detailed-exitcode
  assert_success
}

@test "two at once: the second leaves within a second, naming who holds the guest" {
  sandbox
  fault --match '^pct create 900' --hang
  on_host "$DIST/bin/managers/lxc-manager" create 900 >/dev/null 2>&1 3>&- &
  until [ -n "$(log_of all)" ] || grep -q 'pct create' "$HOST/var/lib/pve-sandbox/log.jsonl" 2>/dev/null; do sleep 0.1; done
  start=$(date +%s%N)
  run lxc_manager create 900
  elapsed=$((($(date +%s%N) - start) / 1000000))
  assert_failure 75
  assert_output --partial 'lxc-manager create 900'
  assert_output --partial pid
  [ "$elapsed" -lt 1500 ]
  "$DIST/pve-sandbox" destroy "$HOST"
  HOST=
  wait || true
}
