#!/usr/bin/env bats
# The example lab from a bare host to an empty one, with the programs as the package installs them:
# one host, and each test goes on where the one before it stopped.

load helpers
load packaged

setup_file() {
  HOST=$BATS_FILE_TMPDIR/host
  "$DIST/pve-sandbox" init "$HOST" --configs "$ROOT/examples/etc" --bare
  install_package
}
teardown_file() { "$DIST/pve-sandbox" destroy "$BATS_FILE_TMPDIR/host"; }
setup() { HOST=$BATS_FILE_TMPDIR/host; }

# A command of the host's own, with nothing of this clone in sight.
on_packaged_host() { (cd / && on_host "$@"); }
phoenix() { on_packaged_host phoenix "$@"; }

machines_on_host() { find "$HOST/etc/pve/qemu-server/" -name '*.conf' -printf '%f\n' | sed 's/.conf//' | sort -n | xargs; }
# Guests by what status says of them: state_of 910, differs
state_of() { phoenix status "$1" | awk -v id="$1" '$1 == id { print $3 }'; }
differing() { phoenix status | awk '/ differs / { print $1 }' | xargs; }
# Steps of the setup that are not as declared.
steps_that_differ() { on_packaged_host hypervisor-manager status | awk 'NR > 1 && !/ as declared / { print $1 }' | xargs; }
# What changed the host's guests, one command a line; what only looks inside is left out.
guest_changes() { log_of changes | grep -E '^(pct|qm) ' | grep -vE '^(pct|qm) (exec|guest) ' | sed -E 's/ -- .*//'; }

@test "the programs are the package's own" {
  assert_equal "$(on_packaged_host sh -c 'readlink -f "$(command -v phoenix)"')" /usr/lib/phoenix/bin/phoenix
  for manager in lxc vm hypervisor; do
    run on_packaged_host "$manager-manager" --version
    assert_success
  done
}

@test "a bare host is set up, and is still so after a restart" {
  run phoenix plan
  assert_output --partial 'bare-host-has-no-plan'
}

@test "the lab comes up, and then there is nothing to do" {
  run phoenix LetsGo
  assert_success
  assert_output --regexp 'Done in .*: [0-9]+ created$'
}
