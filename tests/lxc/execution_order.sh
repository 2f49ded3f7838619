#!/usr/bin/env bash
# Among guests that do not need each other boot_order decides, then the id; among others what they need.

# shellcheck source=../lib/suite.bash
. "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../lib/suite.bash"
look_at_host

declare_site '' "
  $(container 9990 "$(from_archive), \"boot_order\": 3"),
  $(container 9991 "$(from_archive), \"boot_order\": 1"),
  $(container 9992 "$(from_archive), \"boot_order\": 2"),
  $(container 9993 "$(from_archive), \"boot_order\": 2")" ''
equal 'boot_order, then the id' '9991 9992 9993 9990' "$(ids_in "$(phoenix plan all --json)")"

declare_site '' "
  $(container 9990 "$(from_archive), \"boot_order\": 2"),
  $(container 9991 "$(from_archive), \"boot_order\": 1, \"dependencies\": [\"9992\"]"),
  $(container 9992 "$(from_archive), \"boot_order\": 3")" ''
equal 'a dependency goes before boot_order' '9990 9992 9991' "$(ids_in "$(phoenix plan all --json)")"
equal 'a source of a clone goes before its clone' '9999 9990' "$(
  declare_site '' "
    $(container 9990 '"clone_from_ctid": "9999"'),
    $(container 9999 "$(from_archive), \"template_snapshot_name\": \"base\"")" ''
  ids_in "$(phoenix plan all --json)"
)"

finish
