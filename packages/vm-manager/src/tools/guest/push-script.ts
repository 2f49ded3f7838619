import { RECEIVE } from './receive-script.ts';

/**
 * What runs in the guest for `push`. Steps, each with the destination in base64 and a token of this
 * push first: feed OFFSET LENGTH; put OFFSET LENGTH SIZE SUM MODE; drop. Answers: fed; put; dropped;
 * refused WHY; lacks TOOL. The file grows beside its destination, so that the last step is a rename
 * within one file system; a fixed name, so that what a broken push left is replaced by the next.
 * The note of a drop outlives it for ten minutes: a slow guest may come to an earlier step after it.
 */
export const PUSH = `${RECEIVE}
step=$1 target=$(decoded "$2"; echo x) dropped=/run/phoenix-push/$3; target=\${target%x}; shift 3
making=\${target%/*}/.\${target##*/}.phoenix-push
[ -d "\${target%/*}/" ] || refuse "there is no directory \${target%/*}/"
[ ! -d "$target" ] || refuse "$target is a directory"
# What is written before this look is removed here; the drop itself removes what was written after.
trap '[ ! -e "$dropped" ] || rm -f "$making" "$making.piece"' EXIT
case $step in
  feed) receive "$making" "$1" "$2"; echo "phoenix fed" ;;
  put)
    if [ ! -e "$making" ] && [ -e "$target" ] && [ "$(sum "$target")" = "$4" ]; then
      chmod "$5" "$target" && echo "phoenix put"; exit 0
    fi
    receive "$making" "$1" "$2"
    [ "$(length "$making")" -eq "$3" ] && [ "$(sum "$making")" = "$4" ] ||
      refuse "the file arrived damaged"
    [ ! -e "$dropped" ] || refuse "it was dropped"
    chmod "$5" "$making" && mv -f "$making" "$target" || refuse "cannot rename it to $target"
    echo "phoenix put" ;;
  drop)
    find /run/phoenix-push -type f -mmin +10 -exec rm -f {} + 2>/dev/null
    mkdir -p -m 700 /run/phoenix-push 2>/dev/null && : >"$dropped"
    rm -f "$making" "$making.piece"; echo "phoenix dropped" ;;
esac
`;
