#!/usr/bin/env bats
# Containers whose making dies more than once; deaths.bash tells how.

load helpers
load killed
load deaths

setup_file() { prepare_hosts; }
teardown_file() { drop_hosts; }
teardown() { drop_sandbox; }

dies_in pct \
  'create allocating' 'create extracting' 'create sshkeys' 'create finishing' 'clone reserved' \
  'clone copying' 'clone copied' 'clone finishing' 'start starting' 'shutdown stopping' \
  'snapshot snapshotting' 'snapshot finishing' 'delsnapshot deleting' 'delsnapshot finishing' \
  'rollback rolling-back' 'rollback finishing' 'destroy destroying' 'resize resizing'

@test "a container from an archive" { deaths_of empty 960 12; }
@test "a template from a template" { deaths_of template 901 8; }
@test "a container from a template" { deaths_of sources 950 12; }
