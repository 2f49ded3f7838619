#!/usr/bin/env bats
# VMs whose making dies more than once; deaths.bash tells how.

load helpers
load killed-vm
load deaths

setup_file() { prepare_hosts; }
teardown_file() { drop_hosts; }
teardown() { drop_sandbox; }

dies_in qm \
  'create allocating' 'create copying' 'create finishing' 'clone reserved' 'clone allocating' \
  'clone copying' 'clone copied' 'clone finishing' 'start starting' 'shutdown stopping' \
  'snapshot snapshotting' 'snapshot finishing' 'delsnapshot deleting' 'delsnapshot finishing' \
  'rollback rolling-back' 'rollback finishing' 'destroy destroying' 'resize resizing'

@test "a template from an image" { deaths_of bare 8000 6; }
@test "a clone" { deaths_of made 8001 8; }
