/** cloud-init: asks what the boot left, and cleans up so that the next boot is a first one. */
export const cloudInit = `
answers=/run/cloud-init/pve-sandbox
verb=
[ $# = 0 ] || { verb=$1; shift; }
look() {
  word='not started' code=0
  [ ! -s $answers/word ] || read -r word code <$answers/word
}
case $verb in
  status)
    wait=0 form=short
    while [ $# -gt 0 ]; do
      case $1 in
        -w | --wait) wait=1 ;;
        -l | --long) form=long ;;
        --format) shift; form=$1 ;;
        --format=*) form=\${1#*=} ;;
      esac
      shift
    done
    look
    dots=0
    while [ $wait = 1 ]; do
      case $word in running | 'not started') ;; *) break ;; esac
      printf .
      dots=1
      sleep 0.25
      look
    done
    [ $dots = 0 ] || echo
    case $form in
      short | tabular) echo "status: $word" ;;
      *) if [ -s $answers/$form ]; then cat $answers/$form; else echo "status: $word"; fi ;;
    esac
    exit $code
    ;;
  clean)
    seed=0
    for option in "$@"; do
      case $option in
        -l | --logs) rm -f /var/log/cloud-init.log /var/log/cloud-init-output.log ;;
        --machine-id) echo uninitialized >/etc/machine-id ;;
        -s | --seed) seed=1 ;;
        network | all) rm -f /etc/netplan/50-cloud-init.yaml ;;
      esac
    done
    for part in /var/lib/cloud/*; do
      [ "$part" = /var/lib/cloud/seed ] && [ $seed = 0 ] || rm -rf "$part"
    done
    changed=1
    ;;
  query)
    case $1 in
      instance_id | v1.instance_id) cat /var/lib/cloud/data/instance-id ;;
      userdata) cat /var/lib/cloud/instance/user-data.txt ;;
      *) exit 1 ;;
    esac
    ;;
  schema) echo 'Valid schema user-data' ;;
  -v | --version) echo '/usr/bin/cloud-init 24.1.3-0ubuntu3' ;;
  init | modules | single) changed=1 ;;
  *) echo 'usage: cloud-init [-h] [--version] {init,modules,single,query,schema,clean,status} ...' >&2; exit 2 ;;
esac
exit 0
`;
