/** Protocol and ports of a macro. */
type Service = [proto: string, port: string];

/** The usual macros, by name in small letters. */
export const macros: Readonly<Record<string, readonly Service[]>> = {
  ceph: [
    ['tcp', '6789'],
    ['tcp', '3300'],
    ['tcp', '6800:7300'],
  ],
  dns: [
    ['udp', '53'],
    ['tcp', '53'],
  ],
  dhcpfwd: [['udp', '67:68']],
  ftp: [['tcp', '21']],
  http: [['tcp', '80']],
  'http/3': [['udp', '443']],
  https: [['tcp', '443']],
  imap: [['tcp', '143']],
  imaps: [['tcp', '993']],
  ldap: [['tcp', '389']],
  ldaps: [['tcp', '636']],
  mail: [
    ['tcp', '25'],
    ['tcp', '465'],
    ['tcp', '587'],
  ],
  mysql: [['tcp', '3306']],
  nfs: [
    ['tcp', '2049'],
    ['udp', '2049'],
    ['tcp', '111'],
    ['udp', '111'],
  ],
  ntp: [['udp', '123']],
  openvpn: [['udp', '1194']],
  ping: [['icmp', '']],
  pmg: [['tcp', '8006']],
  postgresql: [['tcp', '5432']],
  rdp: [['tcp', '3389']],
  rsync: [['tcp', '873']],
  smb: [
    ['tcp', '139'],
    ['tcp', '445'],
    ['udp', '135'],
    ['udp', '137:139'],
    ['udp', '445'],
  ],
  smtp: [['tcp', '25']],
  smtps: [['tcp', '465']],
  snmp: [['udp', '161:162']],
  spiceproxy: [['tcp', '3128']],
  ssh: [['tcp', '22']],
  syslog: [
    ['udp', '514'],
    ['tcp', '514'],
  ],
  telnet: [['tcp', '23']],
  tftp: [['udp', '69']],
  trcrt: [['udp', '33434:33524']],
  vnc: [['tcp', '5900:5999']],
  web: [
    ['tcp', '80'],
    ['tcp', '443'],
  ],
  webcache: [['tcp', '8080']],
};

const names: Readonly<Record<string, number>> = {
  ssh: 22,
  http: 80,
  https: 443,
  domain: 53,
  nfs: 2049,
  sunrpc: 111,
  smtp: 25,
};

const number = (word: string): number =>
  /^\d+$/.test(word) ? Number(word) : (names[word] ?? Number.NaN);

/** What is wrong with a list of ports such as `80,443,8000:8010`; undefined for nothing. */
export function portError(text: string): string | undefined {
  for (const part of text.split(',')) {
    const [from = '', to] = part.split(':');
    const [low, high] = [number(from), to === undefined ? undefined : number(to)];
    if (
      Number.isNaN(low) ||
      low > 65535 ||
      (high !== undefined && (Number.isNaN(high) || high > 65535))
    )
      return `invalid port '${part}'`;
    if (high !== undefined && low > high) return `backwards range '${part}' not allowed`;
  }
  return undefined;
}

/** Whether a port is in such a list; every port is in an empty one. */
export const holdsPort = (text: string, port: number): boolean =>
  text === '' ||
  text.split(',').some((part) => {
    const [from = '', to = from] = part.split(':');
    return port >= number(from) && port <= number(to);
  });
