type Values = ReadonlyMap<string, string>;

/** The user data that Proxmox makes of a machine's settings. */
export function userData(id: number, values: Values): string {
  const { hostname, fqdn } = names(id, values);
  const user = values.get('ciuser');
  const password = values.get('cipassword');
  const keys = decodeURIComponent(values.get('sshkeys') ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const lines = [
    '#cloud-config',
    `hostname: ${hostname}`,
    'manage_etc_hosts: true',
    `fqdn: ${fqdn}`,
    ...(user === undefined ? [] : [`user: ${user}`]),
    ...(user === 'root' ? ['disable_root: False'] : []),
    ...(password === undefined ? [] : [`password: ${password}`]),
    ...(values.has('sshkeys') ? ['ssh_authorized_keys:', ...keys.map((key) => `  - ${key}`)] : []),
    'chpasswd:',
    '  expire: False',
    ...(user === 'root' ? [] : ['users:', '  - default']),
    ...(values.get('ciupgrade') === '0' ? [] : ['package_upgrade: true']),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** Short and full name: a name with a dot is a full one. */
function names(id: number, values: Values): { hostname: string; fqdn: string } {
  const name = values.get('name') ?? `VM${id}`;
  const [hostname = name] = name.split('.');
  if (name.includes('.')) return { hostname, fqdn: name };
  const domain = values.get('searchdomain');
  return { hostname, fqdn: domain === undefined ? name : `${name}.${domain}` };
}
