#!/usr/bin/env bash
# An id goes to the manager of its kind, by what is declared and nothing else.

# shellcheck source=../lib/suite.bash
. "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../lib/suite.bash"
look_at_host

declare_site '' "$(container 9990 "$(from_archive)")" "$(machine 9001 "$(from_image)")"

answer=$(phoenix plan 9001 --json)
equal 'a VM is one' '9001 vm' "$(kinds_in "$answer")"
contains 'a VM is made with qm' '"qm","create","9001"' "$answer"
answer=$(phoenix plan phoenix-test-9990 --json)
equal 'a container is one, also by name' '9990 lxc' "$(kinds_in "$answer")"
contains 'a container is made with pct' '"pct","create","9990"' "$answer"
ends 'what is declared nowhere is refused' 66 phoenix plan 9001 9990 9980
contains 'by its id' '9980' "$said"

declare_site '' "$(container 9001 "$(from_archive)")" "$(machine 9001 "$(from_image)")"
ends 'one id of both kinds is refused' 65 phoenix plan 9001

finish
