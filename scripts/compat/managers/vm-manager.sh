#!/usr/bin/env bash
# vm-manager.sh ACTION ID [--config FILE], as it was called in the generation between: vm-manager with the
# same words, and --yes for delete, which used not to ask. PHOENIX_COMPAT=off refuses.

# shellcheck source=forward.bash
. "$(dirname -- "$(readlink -f -- "$0")")/forward.bash"

[[ ${1:-} != delete ]] || set -- "$@" --yes
forward vm-manager "$@"
