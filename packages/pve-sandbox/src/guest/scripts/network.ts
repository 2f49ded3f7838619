/** Functions about the guest's first network device, as its conf file on the host says. */
const device = `
net=$(sed -n '/^\\[/q; s/^net0: *//p' "$own/guest/conf/$guest.conf" 2>/dev/null)
field() { printf '%s\\n' "$net" | tr ',' '\\n' | sed -n "s/^$1=//p"; }
name= address= gateway= mac=
if [ -e /run/pve-sandbox-network ]; then
  # A machine's cards are as its own system has set them up, with "-" for what they do not have.
  read -r name mac address gateway </run/pve-sandbox-network
elif [ -n "$guest" ]; then
  name=$(field name)
  address=$(field ip)
  gateway=$(field gw)
  mac=$(field hwaddr | tr 'A-F' 'a-f')
  [ -n "$name" ] || name=eth0
  case $address in dhcp | '') address=10.0.0.$((guest % 250 + 2))/24 ;; esac
  [ -n "$net" ] || name=
else
  name=vmbr0
  address=$(sed -n 's/^[[:space:]]*address *//p' /etc/network/interfaces | head -n 1)
  gateway=$(sed -n 's/^[[:space:]]*gateway *//p' /etc/network/interfaces | head -n 1)
fi
[ -n "$address" ] || address=10.0.0.13/24
[ -n "$gateway" ] || gateway=10.0.0.1
[ "$address" != - ] || address=
[ "$gateway" != - ] || gateway=
`;

/** ip: addresses, links and routes can be looked at; everything else succeeds. */
export const ip = `${device}
json=0 what= rest=
for word in "$@"; do
  case $word in
    -j | -json | --json) json=1 ;;
    -*) ;;
    *) if [ -z "$what" ]; then what=$word; else rest="$rest $word"; fi ;;
  esac
done
asked=
for word in $rest; do case $word in show | dev | list | ls | get | scope | global | up) ;; default) ;; *) asked=$word ;; esac; done
case $rest in *\\ add* | *\\ del* | *\\ set* | *\\ flush* | *\\ replace*) changed=1; exit 0 ;; esac
case $what in
  a | addr | address | l | link)
    if [ -n "$asked" ] && [ "$asked" != lo ] && [ "$asked" != "$name" ] && [ ! -e "/sys/class/net/$asked" ]; then
      case $asked in type | bridge | inet | primary | permanent) ;; *) echo "Device \\"$asked\\" does not exist." >&2; exit 1 ;; esac
    fi
    if [ $json = 1 ]; then
      printf '[{"ifname":"lo","operstate":"UNKNOWN","addr_info":[{"family":"inet","local":"127.0.0.1","prefixlen":8,"scope":"host"}]}'
      own=
      [ -z "$address" ] ||
        own=$(printf '{"family":"inet","local":"%s","prefixlen":%s,"scope":"global"}' "\${address%/*}" "\${address#*/}")
      [ -z "$name" ] || printf ',{"ifname":"%s","operstate":"UP","address":"%s","addr_info":[%s]}' \\
        "$name" "$mac" "$own"
      echo ']'
      exit 0
    fi
    if [ -z "$asked" ] || [ "$asked" = lo ]; then
      echo '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000'
      case $what in a*) echo '    inet 127.0.0.1/8 scope host lo' ;; esac
    fi
    [ "$asked" != lo ] && [ -n "$name" ] || exit 0
    echo "2: $name@if9: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default qlen 1000"
    echo "    link/ether \${mac:-bc:24:11:00:00:01} brd ff:ff:ff:ff:ff:ff"
    [ -n "$address" ] || exit 0
    case $what in a*) echo "    inet $address brd \${address%.*}.255 scope global $name" ;; esac
    ;;
  r | route)
    [ -n "$name" ] && [ -n "$gateway" ] || exit 0
    if [ $json = 1 ]; then
      printf '[{"dst":"default","gateway":"%s","dev":"%s"}]\\n' "$gateway" "$name"
    else
      echo "default via $gateway dev $name proto static"
    fi
    ;;
esac
exit 0
`;

/** hostname: the name from the kernel, the address from the guest's network device. */
export const hostname = `${device}
case $1 in
  -I | -i | --all-ip-addresses | --ip-address) echo "\${address%/*} " ;;
  -d | --domain) ;;
  '' | -*) uname -n ;;
  *) changed=1 ;;
esac
exit 0
`;

/** ping: everyone answers. */
export const ping = `
for host in "$@"; do :; done
echo "PING $host 56(84) bytes of data."
echo "64 bytes from $host: icmp_seq=1 ttl=64 time=0.04 ms"
echo "1 packets transmitted, 1 received, 0% packet loss, time 0ms"
exit 0
`;

/** getent: names of hosts resolve; the other databases are the guest's files. */
export const getent = `
case $1 in
  hosts | ahosts | ahostsv4)
    shift
    for name in "$@"; do printf '10.0.0.1        %s\\n' "$name"; done
    ;;
  *)
    file=/etc/$1
    [ -e "$file" ] || exit 1
    if [ $# = 1 ]; then cat "$file"; exit 0; fi
    awk -F: -v key="$2" '$1 == key || $3 == key { print; found = 1 } END { exit found ? 0 : 2 }' "$file"
    ;;
esac
`;

/** networkctl and resolvectl: online. */
export const networkctl = `
case $1 in
  query) echo "$2: 10.0.0.1" ;;
  *) echo '2 eth0 ether routable configured' ;;
esac
exit 0
`;
