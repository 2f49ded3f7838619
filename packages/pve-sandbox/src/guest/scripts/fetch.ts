/** What is found at an address: an answer of a service, or a file that does what its kind does. */
const content = `
content() {
  case $1 in
    *.run)
      printf '#!/bin/sh\\necho "Verifying archive integrity... OK"\\necho "Installation complete."\\n'
      ;;
    *get.docker.com*) printf '#!/bin/sh\\napt-get install -y docker-ce\\n' ;;
    *.sh) printf '#!/bin/sh\\nexit 0\\n' ;;
    *) printf '{"status":"ok","data":[],"models":[],"result":true}\\n' ;;
  esac
}
`;

/** curl: every address answers 200. */
export const curl = `${content}
file= url= format= head=0 named=0
while [ $# -gt 0 ]; do
  case $1 in
    -o | --output) file=$2; shift ;;
    -w | --write-out) format=$2; shift ;;
    -X | -H | -d | -u | -m | -A | -F | -b | -c | -e | -K | -T | -x | -E | --request | --header | --data | --data-raw | --data-binary | --json | --user | --max-time | --connect-timeout | --retry | --retry-delay | --retry-max-time | --cacert | --capath | --cert | --key | --resolve | --unix-socket | --form | --cookie | --proto | --url-query | --limit-rate)
      shift
      ;;
    --url) url=$2; shift ;;
    -I | --head) head=1 ;;
    -O | --remote-name) named=1 ;;
    --version | -V) echo 'curl 8.14.1'; exit 0 ;;
    --*) ;;
    -*o) file=$2; shift ;;
    -*O) named=1 ;;
    -*w) format=$2; shift ;;
    -*[mXHdu]) shift ;;
    -*I*) head=1 ;;
    -*) ;;
    *) url=$1 ;;
  esac
  shift
done
[ -n "$url" ] || { echo 'curl: (2) no URL specified' >&2; exit 2; }
[ $named = 0 ] || file=\${url##*/}
if [ -n "$file" ] && [ "$file" != - ]; then
  content "$url" >"$file" || exit 23
  changed=1
elif [ $head = 1 ]; then
  printf 'HTTP/1.1 200 OK\\r\\n\\r\\n'
else
  content "$url"
fi
[ -z "$format" ] || printf '%s' "$format" |
  sed -e 's/%{[a-z]*_code}/200/g' -e 's/%{[a-z_]*}/0/g' -e 's/\\\\n/\\n/g'
exit 0
`;

/** wget: the same for its way of asking. */
export const wget = `${content}
file= url= spider=0 folder=.
while [ $# -gt 0 ]; do
  case $1 in
    -O | --output-document | -qO | -nvO) file=$2; shift ;;
    -O* | --output-document=* | -qO*) file=\${1#-qO} file=\${file#-O} file=\${file#--output-document=} ;;
    -P | --directory-prefix) folder=$2; shift ;;
    -t | -T | -U | -e | --tries | --timeout | --header | --user-agent) shift ;;
    --spider) spider=1 ;;
    --version) echo 'GNU Wget 1.25.0'; exit 0 ;;
    -*) ;;
    *) url=$1 ;;
  esac
  shift
done
[ -n "$url" ] || { echo 'wget: missing URL' >&2; exit 1; }
[ $spider = 0 ] || exit 0
[ -n "$file" ] || file=$folder/\${url##*/}
if [ "$file" = - ]; then content "$url"; else content "$url" >"$file" || exit 3; changed=1; fi
exit 0
`;

/** nc: every port is open. */
export const nc = `
exit 0
`;
