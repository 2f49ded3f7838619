/** docker: images and containers that always work. */
export const docker = `
while [ $# -gt 0 ]; do
  case $1 in
    -H | --host | --context | -c | --config | -l) shift 2 ;;
    -*) break ;;
    *) break ;;
  esac
done
case $1 in
  -v | --version) echo 'Docker version 28.3.3, build 980b856' ;;
  version)
    case "$*" in
      *--format* | *\\ -f*) echo 28.3.3 ;;
      *) printf 'Client:\\n Version: 28.3.3\\nServer:\\n Version: 28.3.3\\n' ;;
    esac
    ;;
  info)
    case "$*" in
      *.Driver*) echo overlay2 ;;
      *SecurityOptions*) echo '[name=seccomp,profile=builtin]' ;;
      *) printf 'Server Version: 28.3.3\\nStorage Driver: overlay2\\nCgroup Version: 2\\nRuntimes: nvidia runc\\n' ;;
    esac
    ;;
  run)
    changed=1
    case "$*" in *hello-world*) echo; echo 'Hello from Docker!' ;; esac
    ;;
  compose)
    case $2 in version) echo 'Docker Compose version v2.39.1' ;; *) changed=1 ;; esac
    ;;
  ps | images | volume | network | logs | inspect) ;;
  *) changed=1 ;;
esac
exit 0
`;

/** docker-compose, the old program. */
export const dockerCompose = `
case $1 in version | --version) echo 'Docker Compose version v2.39.1' ;; *) changed=1 ;; esac
exit 0
`;

/** nvidia-smi: answers where the cards' device files are, with the version of the host's driver. */
export const nvidiaSmi = `
cards=
for card in /dev/nvidia[0-9]*; do [ -e "$card" ] && cards="$cards \${card#/dev/nvidia}"; done
if [ -z "$cards" ]; then
  echo "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running."
  exit 9
fi
version=580.76.05
for file in "$own/guest/module/nvidia/version" /sys/module/nvidia/version; do
  [ ! -s "$file" ] || read -r version <"$file"
done
case "$*" in
  *--query-gpu=*)
    query=\${*#*--query-gpu=}
    query=\${query%% *}
    for card in $cards; do
      line=
      for key in $(echo "$query" | tr ',' ' '); do
        case $key in
          driver_version) value=$version ;;
          index) value=$card ;;
          name | gpu_name) value='NVIDIA GeForce RTX 5060 Ti' ;;
          memory.total) value='16311 MiB' ;;
          memory.*) value='0 MiB' ;;
          *) value=0 ;;
        esac
        line="$line\${line:+, }$value"
      done
      echo "$line"
    done
    ;;
  *-L* | *--list-gpus*)
    for card in $cards; do echo "GPU $card: NVIDIA GeForce RTX 5060 Ti (UUID: GPU-00000000-0000-0000-0000-00000000000$card)"; done
    ;;
  *)
    echo "| NVIDIA-SMI $version     Driver Version: $version     CUDA Version: 13.0 |"
    for card in $cards; do echo "|   $card  NVIDIA GeForce RTX 5060 Ti |"; done
    ;;
esac
exit 0
`;

/** nginx: only its check of a configuration is asked for. */
export const nginx = `
case "$*" in
  *-t*) echo 'nginx: configuration file /etc/nginx/nginx.conf test is successful' >&2 ;;
  *-v*) echo 'nginx version: nginx/1.26.3' >&2 ;;
esac
exit 0
`;

/** sudo, su and runuser: everyone is root already. */
export const asUser = `
command=
while [ $# -gt 0 ]; do
  case $1 in
    -c | --command) command=$2; shift 2 ;;
    -u | --user | -g | --group | -s | --shell) shift 2 ;;
    --) shift; break ;;
    -*) shift ;;
    *) if [ "$prog" = su ]; then shift; else break; fi ;;
  esac
done
while [ "$prog" = sudo ]; do case $1 in *=*) export "$1"; shift ;; *) break ;; esac; done
if [ -n "$command" ]; then sh -c "$command"; elif [ $# -gt 0 ]; then "$@"; else sh; fi
exit
`;
