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
}

# Runs a command with the host as its whole machine.
on_host() { "$DIST/pve-sandbox" exec "$HOST" -- "$@"; }
phoenix() { on_host "$DIST/bin/phoenix" "$@"; }
lxc_manager() { on_host "$DIST/bin/managers/lxc-manager" "$@"; }
fault() { "$DIST/pve-sandbox" fault "$HOST" "$@"; }

# Commands that ran on the host: log_of all|changes|proxmox, one line each.
log_of() {
  "$DIST/pve-sandbox" log "$HOST" --json | jq -r --arg which "$1" '
    select($which != "changes" or .changed)
    | select($which != "proxmox" or (.argv[0] | test("^(pct|qm|pvesm|pveam|pvesh)$")))
    | .argv | join(" ")'
}
clear_log() { "$DIST/pve-sandbox" log "$HOST" --clear; }

# Ids in the order in which they were created or cloned.
creation_order() {
  log_of changes | sed -n -E 's/^pct create ([0-9]+) .*/\1/p; s/^pct clone [0-9]+ ([0-9]+) .*/\1/p'
}

guests_on_host() { find "$HOST/etc/pve/lxc/" -name '*.conf' -printf '%f\n' | sed 's/.conf//' | sort -n | xargs; }
volumes_on_host() { find "$HOST/fast/guests" "$HOST/bulk/models" -maxdepth 1 -name 'subvol-*' -printf '%f\n' | sort | xargs; }

# Changes a JSON file of the host: edit_config FILE JQ_FILTER
edit_config() {
  local file=$HOST/$BASE/etc/$1
  jq "$2" "$file" >"$file.new" && mv "$file.new" "$file"
}
