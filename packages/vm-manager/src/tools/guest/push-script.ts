import { RECEIVE } from './receive-script.ts';

/**
 * What runs in the guest for `push`. Steps, each with the destination in base64 first:
 * feed OFFSET LENGTH; put OFFSET LENGTH SIZE SUM MODE; drop. Answers: fed; put; dropped;
 * refused WHY; lacks TOOL. The file grows beside its destination, so that the last step is a rename
 * within one file system; a fixed name, so that what a broken push left is replaced by the next.
 */
export const PUSH = `${RECEIVE}
step=$1 target=$(decoded "$2"; echo x); target=\${target%x}; shift 2
making=\${target%/*}/.\${target##*/}.phoenix-push
[ -d "\${target%/*}/" ] || refuse "there is no directory \${target%/*}/"
[ ! -d "$target" ] || refuse "$target is a directory"
case $step in
  feed) receive "$making" "$1" "$2"; echo "phoenix fed" ;;
  put)
    if [ ! -e "$making" ] && [ -e "$target" ] && [ "$(sum "$target")" = "$4" ]; then
      chmod "$5" "$target" && echo "phoenix put"; exit 0
    fi
    receive "$making" "$1" "$2"
    [ "$(length "$making")" -eq "$3" ] && [ "$(sum "$making")" = "$4" ] ||
      refuse "the file arrived damaged"
    chmod "$5" "$making" && mv -f "$making" "$target" || refuse "cannot rename it to $target"
    echo "phoenix put" ;;
  drop) rm -f "$making" "$making.piece"; echo "phoenix dropped" ;;
esac
`;
