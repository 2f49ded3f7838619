/**
 * chown and chgrp: the real ones. In a user namespace of one id the kernel knows no other owner; it
 * says "Invalid argument", which is what stays of it: the owner is not changed, the script goes on.
 */
export const owners = `#!/bin/sh
said=$("/usr/bin/\${0##*/}" "$@" 2>&1) && exit 0
code=$?
other=$(printf '%s\\n' "$said" | grep -v ': Invalid argument$')
[ -n "$other" ] || exit 0
printf '%s\\n' "$other" >&2
exit $code
`;
