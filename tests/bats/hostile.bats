#!/usr/bin/env bats
# Values that a shell, a conf file or an option parser could take for something else.

load helpers
teardown() { drop_sandbox; }

# Whatever interprets one of these makes a file named canary, somewhere.
EVIL='a b"c'\''d$(touch canary)`touch canary`;touch canary|touch canary&&{x,y}%0a%s*?[x]#~é漢'

# A host whose guest 953 has V wherever a text is free, F wherever it is part of a path.
hostile_guest() {
  sandbox
  site=$HOST/$BASE
  mkdir -p "$site/bin/health_checks" "$site/bin/tests"
  printf '#!/bin/sh\nprintf %%s "$0" >/opt/script\n' >"$site/bin/$F"
  printf '#!/bin/sh\nprintf %%s "$1" >/tmp/health-argument\n' >"$site/bin/health_checks/$F"
  printf '#!/bin/sh\nexit 0\n' >"$site/bin/tests/$F"
  printf '#!/bin/sh\nprintf %%s "$2" >/tmp/feature-argument\n' \
    >"$site/bin/lxc_setup/phoenix_hypervisor_feature_install_evil.sh"
  chmod +x "$site/bin/$F" "$site/bin/health_checks/$F" "$site"/bin/lxc_setup/*evil.sh
  echo content >"$site/etc/$F"
  edit_config phoenix_lxc_configs.json '
    const { V, F } = process.env;
    Object.assign(config.lxc_configs["953"], {
      description: V,
      features: ["evil"],
      bootstrap_ca_url: "https://ca.example.test/?" + V.replace(/\s/g, ""),
      application_script: F,
      application_files: [{ source: "etc/" + F, destination: "/opt/" + F }],
      health_check: { command: ["sh", "-c", "printf %s \"$1\" >/opt/argument", "sh", V], retries: 1 },
      health_checks: [{ name: V, script: F, args: [V] }],
      tests: { suite: [{ name: V, type: "script", path: F }] },
      lxc_options: ["lxc.environment=TEXT=" + V],
      volumes: [{ name: V, pool: "bulk-models", size_gb: 1, mount_point: "/v/" + F }],
      mount_points: [{ host_path: "/mnt/" + F, container_path: "/m/" + F }],
      firewall: { enabled: true, rules: [{ type: "in", action: "ACCEPT", comment: V }] },
    });'
  edit_config phoenix_hypervisor_config.json '
    const { V, F } = process.env;
    config.shared_volumes = { [V]: { host_path: "/mnt/s/" + F, mounts: { 953: "/s/" + F } } };'
}

# The argument behind an option of the last command that begins so: argument_of WORD... OPTION
argument_of() {
  "$DIST/pve-sandbox" log "$HOST" --json | node -e '
    const words = process.argv.slice(1, -1);
    const lines = require("node:fs").readFileSync(0, "utf8").trim().split("\n");
    const all = lines.map((line) => JSON.parse(line).argv);
    const argv = all.findLast((one) => words.every((word, at) => one[at] === word));
    process.stdout.write(argv[argv.indexOf(process.argv.at(-1)) + 1]);
  ' "$@"
}

arrives_everywhere() {
  run phoenix create 953
  assert_success
  assert_equal "$(argument_of pct set 953 --description)" "$V"
  assert_equal "$(on_host pct exec 953 -- cat /opt/argument)" "$V"
  assert_equal "$(on_host cat /tmp/health-argument)" "$V"
  assert_equal "$(on_host cat /tmp/feature-argument)" "https://ca.example.test/?${V// /}"
  assert_equal "$(on_host pct exec 953 -- cat /opt/script)" "/tmp/phoenix_run/$F"
  assert_equal "$(on_host pct exec 953 -- cat "/opt/$F")" content
  for place in "/v/$F" "/m/$F" "/s/$F"; do on_host pct exec 953 -- test -d "$place"; done
  conf=$HOST/etc/pve/lxc/953.conf
  assert_equal "$(grep -cFx "lxc.environment: TEXT=$V" "$conf")" 1
  assert_equal "$(grep -cF "mp=/m/$F" "$conf")" 1
  assert_equal "$(grep -cFx "IN ACCEPT # phoenix: $V" "$HOST/etc/pve/firewall/953.fw")" 1
  run phoenix plan 953 --detailed-exitcode
  assert_success
  run phoenix test 953:suite
  assert_success
  assert_equal "$(find "$HOST" "$PWD" -xdev -name canary -not -path '*/proc/*' 2>/dev/null)" ''
  run phoenix delete 953 --yes
  assert_success
}

@test "blanks, quotes, substitutions, patterns and letters of all kinds arrive as they are" {
  # A mount point has no comma.
  export V=$EVIL F=${EVIL//,/}
  hostile_guest
  arrives_everywhere
}

@test "what looks like an option arrives as a value" {
  export V=--force F='x --force -rf'
  hostile_guest
  arrives_everywhere
}

@test "a description of several lines arrives, and none of them is taken for a setting" {
  sandbox
  edit_config phoenix_lxc_configs.json \
    'config.lxc_configs["953"].description = "first\nmemory: 1\n\n[snap]\nlast: é\n";'
  run phoenix create 953
  assert_success
  assert_equal "$(argument_of pct set 953 --description)" $'first\nmemory: 1\n\n[snap]\nlast: é'
  assert_equal "$(on_host pct config 953 | grep -E '^(memory|snap|last)')" 'memory: 1024'
  run phoenix plan 953 --detailed-exitcode
  assert_success
  run phoenix delete 953 --yes
  assert_success
}

# refused CHANGE...: each is refused with its place in the file, and nothing is run for it
refused() {
  site=$BATS_TEST_TMPDIR/site
  mkdir -p "$site"
  for change in "$@"; do
    rm -rf "${site:?}/etc"
    cp -R "$LAB/etc" "$site/"
    HOST=$BATS_TEST_TMPDIR BASE=site edit_config phoenix_hypervisor_config.json 'delete config.core_paths'
    HOST=$BATS_TEST_TMPDIR BASE=site edit_config phoenix_lxc_configs.json "
      const guest = config.lxc_configs['953'];
      const rule = { type: 'in', action: 'ACCEPT' };
      $change;"
    run "$DIST/bin/phoenix" validate --base-dir "$site"
    [ "$status" -eq 65 ] || fail "not refused: $change"
    assert_output --regexp '/site/etc/phoenix_lxc_configs\.json:[0-9]+:[0-9]+: error: '
  done
  HOST=
}

@test "what no argument, no line and no terminal can hold is refused with its place" {
  refused \
    'guest.health_check = { command: "echo a\u0000b" }' \
    'guest.health_check = { command: "echo a\u001b[2J" }' \
    'guest.health_check = { command: ["echo", "a\u0085b"] }' \
    'guest.tests = { "suite\nok 1 - all": [] }' \
    'guest.tests = { suite: [{ name: "a\u001b[2K", type: "script", path: "x" }] }' \
    'guest["note\u009b2J"] = 1' \
    'guest.vllm_parameters = { a: ["\u0000"] }' \
    'guest.mount_points = [{ host_path: "/mnt/a\u2028", container_path: "/a" }]' \
    'guest.mount_points = [{ host_path: "/mnt/a", container_path: "/a\u2029b" }]' \
    'guest.description = "\ud83d"' \
    'guest.application_files = [{ source: "etc/\udc00", destination: "x" }]' \
    'guest.description = "\ufeffa"'
}

@test "names that every object of JavaScript has, and odd texts in values of a wrong kind, are refused with their place" {
  refused \
    'guest.pct_options = ["constructor=1"]' \
    'guest.pct_options = ["toString=1"]' \
    'guest.tests = JSON.parse("{\"__proto__\": [1]}")' \
    'guest.integration_tests = JSON.parse("{\"__proto__\": \"a.sh\"}")' \
    'guest.tags = { a: "\u0000" }' \
    'guest.firewall = { enabled: true, rules: { a: "\u001b" } }' \
    'guest.network_config.ip = ["\u0000"]'
}

@test "what is longer than Linux or Proxmox take is refused with its place" {
  refused \
    'guest.description = "x".repeat(8193)' \
    'guest.health_check = { command: ["echo", "x".repeat(131072)] }' \
    'guest.health_checks = [{ script: "x.sh", args: Array(100).fill("x".repeat(30000)) }]' \
    'guest.lxc_options = ["lxc.environment=A=" + "x".repeat(1e6)]' \
    'guest.lxc_options = Array(1e4).fill("lxc.environment=A=" + "x".repeat(100))' \
    'guest.application_script = "x".repeat(256)' \
    'guest.features = ["x".repeat(256)]' \
    'guest.tests = { ["x".repeat(256)]: [] }' \
    'guest.template_snapshot_name = "x".repeat(41)' \
    'guest.mount_points = [{ host_path: "/mnt/" + "x".repeat(256), container_path: "/a" }]' \
    'guest.mount_points = [{ host_path: "/mnt", container_path: "/a".repeat(2048) }]'
}

@test "what would break out of a line, an option or a directory is refused with its place" {
  refused \
    'guest.name = "a\nb"' \
    'guest.name = "-rf"' \
    'guest.name = "a b"' \
    'guest.name = "a$(reboot)"' \
    'guest.name = "é"' \
    'guest.name = "x".repeat(300)' \
    'guest.description = "a\rmemory: 1"' \
    'guest.description = "a\u0085b"' \
    'guest.tags = ["a;b c"]' \
    'guest.storage_pool = "--force"' \
    'guest.network_config.bridge = "vmbr0,ip=1.2.3.4/8"' \
    'guest.network_config.name = "eth0,ip=dhcp"' \
    'guest.network_config.ip = "10.20.0.5/24,gw=1.1.1.1"' \
    'guest.network_config.gw = "1.1.1.1;reboot"' \
    'guest.network_config.nameservers = ["1.1.1.1", "--force"]' \
    'guest.mac_address = "52:54:00:67:00:53,firewall=0"' \
    'guest.gpu_assignment = "0;1"' \
    'guest.features = ["-x"]' \
    'guest.features = ["../x"]' \
    'guest.application_script = "-x"' \
    'guest.application_script = "a\nb"' \
    'guest.application_files = [{ source: "../../etc/shadow", destination: "x" }]' \
    'guest.health_checks = [{ script: "/bin/sh", args: [] }]' \
    'guest.health_checks = [{ script: "x.sh", args: ["a\nb"] }]' \
    'guest.health_check = { command: ["true", "a\nb"] }' \
    'guest.health_check = { command: "echo \u0027" }' \
    'guest.tests = { suite: [{ name: "x", type: "script", path: "../x" }] }' \
    'guest.lxc_options = ["memory: 1"]' \
    'guest.lxc_options = ["lxc.a b=1"]' \
    'guest.lxc_options = ["lxc.environment=A\nonboot: 1"]' \
    'guest.pct_options = ["nesting=1,mount=nfs"]' \
    'guest.apparmor_profile = "../x"' \
    'guest.volumes = [{ name: "x", pool: "bulk-models", size_gb: 1, mount_point: "/x,size=9T" }]' \
    'guest.mount_points = [{ host_path: "/mnt/../etc", container_path: "/x" }]' \
    'guest.mount_points = [{ host_path: "/mnt/x", container_path: "/x,ro=1" }]' \
    'guest.firewall = { enabled: true, rules: [{ ...rule, comment: "a\nIN DROP" }] }' \
    'guest.firewall = { enabled: true, rules: [{ ...rule, source: "1.1.1.1 -dport 22" }] }' \
    'guest.firewall = { enabled: true, rules: [{ ...rule, source: "999.1.1.1" }] }' \
    'guest.firewall = { enabled: true, rules: [{ ...rule, dest: "10.0.0.1,+set" }] }' \
    'guest.firewall = { enabled: true, rules: [{ ...rule, iface: "net0 -p tcp" }] }' \
    'guest.template_snapshot_name = "--force"' \
    'guest.template_snapshot_name = "a\nb"' \
    'guest.bootstrap_ca_url = "https://x/ y"' \
    'config.lxc_configs["954 --force"] = guest'
}
