# What every test of the built executables starts from.

bats_require_minimum_version 1.13.0

ROOT=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
DIST=$ROOT/dist
LAB=$ROOT/tests/fixtures/lab
BASE=usr/local/phoenix_hypervisor

load "$ROOT/node_modules/bats-support/load.bash"
load "$ROOT/node_modules/bats-assert/load.bash"

# A fresh host of this test's own, made from a configuration: sandbox [ETC_DIR [OPTION...]]
sandbox() {
  HOST=$BATS_TEST_TMPDIR/host
  local etc=${1:-$LAB/etc}
  shift || true
  "$DIST/pve-sandbox" init "$HOST" --configs "$etc" "$@"
}

drop_sandbox() {
  [ -z "${HOST:-}" ] || "$DIST/pve-sandbox" destroy "$HOST"
  HOST=
}

# Runs a command with the host as its whole machine.
on_host() { "$DIST/pve-sandbox" exec "$HOST" -- "$@"; }
phoenix() { on_host "$DIST/bin/phoenix" "$@"; }
lxc_manager() { on_host "$DIST/bin/managers/lxc-manager" "$@"; }
fault() { "$DIST/pve-sandbox" fault "$HOST" "$@"; }

# Commands that ran on the host: log_of all|changes|proxmox, one line each.
log_of() {
  "$DIST/pve-sandbox" log "$HOST" --json | node -e '
    const [which] = process.argv.slice(1);
    const proxmox = /^(pct|qm|pvesm|pveam|pvesh)$/;
    for (const line of require("node:fs").readFileSync(0, "utf8").split("\n")) {
      if (line === "") continue;
      const { argv, changed } = JSON.parse(line);
      if (which === "changes" && !changed) continue;
      if (which === "proxmox" && !proxmox.test(argv[0])) continue;
      console.log(argv.join(" "));
    }' "$1"
}
clear_log() { "$DIST/pve-sandbox" log "$HOST" --clear; }

# Ids in the order in which they were created or cloned.
creation_order() {
  log_of changes | sed -n -E 's/^pct create ([0-9]+) .*/\1/p; s/^pct clone [0-9]+ ([0-9]+) .*/\1/p'
}

guests_on_host() { find "$HOST/etc/pve/lxc/" -name '*.conf' -printf '%f\n' | sed 's/.conf//' | sort -n | xargs; }
volumes_on_host() { find "$HOST/fast/guests" "$HOST/bulk/models" -maxdepth 1 -name 'subvol-*' -printf '%f\n' | sort | xargs; }

# Changes a JSON file of the host: edit_config FILE 'a statement about config'
edit_config() {
  node -e '
    const fs = require("node:fs");
    const [file, change] = process.argv.slice(1);
    const config = JSON.parse(fs.readFileSync(file, "utf8"));
    new Function("config", change)(config);
    fs.writeFileSync(file, JSON.stringify(config, null, 2));
  ' "$HOST/$BASE/etc/$1" "$2"
}

# A value of a JSON text on standard input: json 'value.guests[0].id'
json() {
  node -e '
    const value = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
    const result = new Function("value", "return " + process.argv[1])(value);
    console.log(typeof result === "string" ? result : JSON.stringify(result));
  ' "$1"
}
