#!/usr/bin/env bash
# What a container depends on comes before it, whatever it is called and whatever was typed.

# shellcheck source=../lib/suite.bash
. "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../lib/suite.bash"
look_at_host

declare_site '' "
  $(container 9990 "$(from_archive), \"dependencies\": [\"9991\"]"),
  $(container 9991 "$(from_archive)"),
  $(container 9992 "$(from_archive), \"dependencies\": [\"9990\"]")" ''

equal 'the chain of one' '9991 9990 9992' "$(ids_in "$(phoenix plan 9992 --json)")"
equal 'typed in another order' '9991 9990 9992' "$(ids_in "$(phoenix plan 9992 9991 9990 --json)")"
equal 'only what is needed' '9991 9990' "$(ids_in "$(phoenix plan 9990 --json)")"

declare_site '' "
  $(container 9990 "$(from_archive), \"dependencies\": [\"9992\"]"),
  $(container 9991 "$(from_archive)"),
  $(container 9992 "$(from_archive), \"dependencies\": [\"9990\"]")" ''
ends 'a cycle is refused' 65 phoenix plan 9991
contains 'a cycle is told with its members' '9990 -> 9992' "$said"

declare_site '' "$(container 9990 "$(from_archive), \"dependencies\": [\"9980\"]")" ''
ends 'a dependency that is declared nowhere is refused' 65 phoenix plan 9990

finish
