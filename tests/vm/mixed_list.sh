#!/usr/bin/env bash
# Containers and VMs in one list have one order.

# shellcheck source=../lib/suite.bash
. "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../lib/suite.bash"
look_at_host

declare_site '' "
  $(container 9990 "$(from_archive)"),
  $(container 9991 "$(from_archive), \"dependencies\": [\"9002\"]")" "
  $(machine 9001 "$(from_image)"),
  $(machine 9002 '"clone_from_vmid": 9001, "dependencies": [9990]')"

equal 'a container on a VM on a container' '9001 vm 9990 lxc 9002 vm 9991 lxc' \
  "$(kinds_in "$(phoenix plan 9991 --json)")"
equal 'whatever was typed' '9001 vm 9990 lxc 9002 vm 9991 lxc' \
  "$(kinds_in "$(phoenix plan 9991 9990 9002 9001 --json)")"
equal 'only what is needed' '9001 vm 9990 lxc 9002 vm' "$(kinds_in "$(phoenix plan 9002 --json)")"
equal 'a range over both' '9001 vm 9990 lxc 9002 vm' "$(kinds_in "$(phoenix plan 9001:9990 --json)")"

finish
