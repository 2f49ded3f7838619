const known = [
  'ubuntu',
  'debian',
  'alpine',
  'fedora',
  'centos',
  'archlinux',
  'opensuse',
  'rockylinux',
  'almalinux',
];

/**
 * The text that stands for a container template: what system it holds, as its name tells
 * ("ubuntu-24.04-standard_24.04-2_amd64.tar.zst").
 */
export function templateText(path: string): string {
  const name = path.split('/').at(-1) ?? '';
  const system = known.find((one) => name.startsWith(one)) ?? 'unmanaged';
  const ostype = { rockylinux: 'centos', almalinux: 'centos' }[system] ?? system;
  const version = /^[a-z]+-([\d.]+)/.exec(name)?.[1] ?? '';
  return `pve-sandbox template\nostype: ${ostype}\nversion: ${version}\n`;
}
