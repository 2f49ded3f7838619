#!/usr/bin/env bash
# A container from nothing to nothing, each step by its verb.

# shellcheck source=../lib/suite.bash
. "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../lib/suite.bash"

may_change 9999
look_at_host
# The health check passes only when each of its words reaches the container as it is.
# shellcheck disable=SC2016
words='"a  b; $(false) -- \"c\""'
health="\"health_check\": {\"command\": [\"test\", $words, \"=\", $words], \"retries\": 1}"
declare_site '' "$(container 9999 "$(from_archive), $health")" ''

state() { phoenix status 9999 --json | grep -oE '"(exists|running)":(true|false)' | tr -d '"' | xargs; }

ends 'create' 0 phoenix create 9999
equal 'it runs' 'exists:true running:true' "$(state)"
ends 'it is as declared' 0 phoenix plan 9999 --detailed-exitcode
ends 'create again' 0 phoenix create 9999
contains 'create again finds nothing to do' '1 unchanged' "$said"
ends 'stop' 0 phoenix stop 9999
equal 'it is stopped' 'exists:true running:false' "$(state)"
ends 'stop again' 0 phoenix stop 9999
ends 'start' 0 phoenix start 9999
equal 'it runs again' 'exists:true running:true' "$(state)"
ends 'restart' 0 phoenix restart 9999
ends 'a dry run of delete' 0 phoenix delete 9999 --dry-run
equal 'a dry run changes nothing' 'exists:true running:true' "$(state)"
ends 'delete asks' 64 phoenix delete 9999
ends 'delete' 0 phoenix delete 9999 --yes
equal 'it is gone' 'exists:false running:false' "$(state)"
ends 'delete again' 0 phoenix delete 9999 --yes

finish
