/**
 * Shell functions of every script that runs in a guest. POSIX sh and what coreutils and busybox
 * share; ASCII only, since the agent's way mangles the rest. A script answers with the line
 * `phoenix WORD...` and base64 below it. Each step may be sent again when its answer was lost.
 */
export const RECEIVE = `
umask 077
refuse() { printf 'phoenix refused %s\\n' "$*"; exit 0; }
for tool in base64 sha256sum setsid truncate; do
  command -v "$tool" >/dev/null 2>&1 || { echo "phoenix lacks $tool"; exit 0; }
done
length() { echo $(($(wc -c <"$1"))); }
fresh() { rm -f "$1" && (set -C; : >"$1") 2>/dev/null || refuse "cannot write $1"; }
decoded() { printf %s "$1" | base64 -d; }
sum() { sha256sum <"$1" | { read -r hex rest; echo "$hex"; }; }
# receive FILE OFFSET LENGTH: standard input is the piece of the file that begins at OFFSET.
receive() {
  [ "$2" -gt 0 ] || fresh "$1"
  fresh "$1.piece"
  base64 -d >>"$1.piece" || refuse "cannot write $1.piece: is the disk full?"
  [ "$(length "$1.piece")" -eq "$3" ] || refuse "a piece arrived damaged"
  [ -e "$1" ] && [ "$(length "$1")" -ge "$2" ] || refuse "the pieces before are gone"
  truncate -s "$2" "$1" && cat "$1.piece" >>"$1" && rm -f "$1.piece" ||
    refuse "cannot write $1: is the disk full?"
}
`;
