import { factsOf, type Release } from './release.ts';

/** The files of /etc that tell which release it is, and where packages come from on a fresh host. */
export function releaseFiles(release: Release): Record<string, string> {
  const { debian, version, codename } = factsOf(release);
  return {
    'etc/debian_version': `${version}\n`,
    'etc/os-release':
      `PRETTY_NAME="Debian GNU/Linux ${debian} (${codename})"\nNAME="Debian GNU/Linux"\nVERSION_ID="${debian}"\n` +
      `VERSION="${debian} (${codename})"\nVERSION_CODENAME=${codename}\nDEBIAN_VERSION_FULL=${version}\nID=debian\n` +
      'HOME_URL="https://www.debian.org/"\nSUPPORT_URL="https://www.debian.org/support"\n' +
      'BUG_REPORT_URL="https://bugs.debian.org/"\n',
    ...(release === 9 ? deb822(release) : oneLine(release)),
  };
}

function deb822(release: Release): Record<string, string> {
  const { codename, ceph } = factsOf(release);
  const stanza = (uri: string, suites: string, components: string, key: string) =>
    `Types: deb\nURIs: ${uri}\nSuites: ${suites}\nComponents: ${components}\nSigned-By: /usr/share/keyrings/${key}-archive-keyring.gpg\n`;
  const main = 'main contrib non-free-firmware';
  const folder = 'etc/apt/sources.list.d';
  return {
    [`${folder}/debian.sources`]: `${stanza('http://deb.debian.org/debian/', `${codename} ${codename}-updates`, main, 'debian')}\n${stanza('http://security.debian.org/debian-security/', `${codename}-security`, main, 'debian')}`,
    [`${folder}/pve-enterprise.sources`]: stanza(
      'https://enterprise.proxmox.com/debian/pve',
      codename,
      'pve-enterprise',
      'proxmox',
    ),
    [`${folder}/ceph.sources`]: stanza(
      `https://enterprise.proxmox.com/debian/ceph-${ceph}`,
      codename,
      'enterprise',
      'proxmox',
    ),
  };
}

function oneLine(release: Release): Record<string, string> {
  const { codename, ceph } = factsOf(release);
  const folder = 'etc/apt/sources.list.d';
  return {
    'etc/apt/sources.list':
      `deb http://ftp.debian.org/debian ${codename} main contrib\n\ndeb http://ftp.debian.org/debian ${codename}-updates main contrib\n\n` +
      `# security updates\ndeb http://security.debian.org ${codename}-security main contrib\n`,
    [`${folder}/pve-enterprise.list`]: `deb https://enterprise.proxmox.com/debian/pve ${codename} pve-enterprise\n`,
    [`${folder}/ceph.list`]: `# deb https://enterprise.proxmox.com/debian/ceph-${ceph} ${codename} enterprise\n`,
    [`etc/apt/trusted.gpg.d/proxmox-release-${codename}.gpg`]: 'key\n',
  };
}
