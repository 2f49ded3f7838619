#!/usr/bin/env bash
# A template, a clone and what depends on it, from nothing to nothing.

# shellcheck source=../lib/suite.bash
. "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../lib/suite.bash"

may_change 9001 9002 9003
look_at_host
declare_site '' '' "
  $(machine 9001 "$(from_image)"),
  $(machine 9002 '"clone_from_vmid": 9001'),
  $(machine 9003 '"clone_from_vmid": 9001, "dependencies": [9002]')"

running() { phoenix status 9001:9003 --json | grep -oE '"(exists|running)":(true|false)' | tr -d '"' | xargs; }

ends 'create, with what it stands on' 0 phoenix create 9003
equal 'the template is stopped, the others run' \
  'exists:true running:false exists:true running:true exists:true running:true' "$(running)"
ends 'all are as declared' 0 phoenix plan 9001:9003 --detailed-exitcode
ends 'stop of what is needed is refused' 1 phoenix stop 9002
ends 'stop of both' 0 phoenix stop 9002 9003
ends 'start, with what it depends on' 0 phoenix start 9003
equal 'both run again' \
  'exists:true running:false exists:true running:true exists:true running:true' "$(running)"
ends 'delete of a source is refused' 1 phoenix delete 9001 --yes
ends 'delete' 0 phoenix delete 9001:9003 --yes
equal 'all are gone' \
  'exists:false running:false exists:false running:false exists:false running:false' "$(running)"

finish
