#!/usr/bin/env bash
# lxc-manager.sh ACTION ID [--config FILE], as it was called in the generation between: lxc-manager with the
# same words, and --yes for delete, which used not to ask. PHOENIX_COMPAT=off refuses.

# shellcheck source=forward.bash
. "$(dirname -- "$(readlink -f -- "$0")")/forward.bash"

[[ ${1:-} != delete ]] || set -- "$@" --yes
forward lxc-manager "$@"
