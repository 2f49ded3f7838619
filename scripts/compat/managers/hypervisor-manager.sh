#!/usr/bin/env bash
# hypervisor-manager.sh --config FILE [--wipe-disks], as it was called in the generation between:
# hypervisor-manager setup with the same words. PHOENIX_COMPAT=off refuses.

# shellcheck source=forward.bash
. "$(dirname -- "$(readlink -f -- "$0")")/forward.bash"

[[ $# -gt 0 && $1 != -* ]] || set -- setup "$@"
forward hypervisor-manager "$@"
