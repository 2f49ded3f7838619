import { statusText } from './dpkg-status.ts';

/** What a template holds: its system by Proxmox's name (`ubuntu`) and its version (`24.04`). */
export type System = { ostype: string; version: string };

const names: Record<string, string> = {
  ubuntu: 'Ubuntu',
  debian: 'Debian GNU/Linux',
  alpine: 'Alpine Linux',
  fedora: 'Fedora Linux',
  centos: 'CentOS Stream',
};

const codenames: Record<string, string> = {
  '20.04': 'focal',
  '22.04': 'jammy',
  '24.04': 'noble',
  '24.10': 'oracular',
  '25.04': 'plucky',
  '25.10': 'questing',
  '11': 'bullseye',
  '12': 'bookworm',
  '13': 'trixie',
};

/** The text files of a freshly extracted system, by path. */
export function systemFiles({ ostype, version }: System): Record<string, string> {
  return {
    'etc/os-release': osRelease(ostype, version),
    'etc/passwd':
      'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n' +
      'www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\n' +
      'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n',
    'etc/group':
      'root:x:0:\ndaemon:x:1:\ntty:x:5:\nadm:x:4:\nsudo:x:27:\nwww-data:x:33:\nshadow:x:42:\n' +
      'video:x:44:\nusers:x:100:\nrender:x:993:\nnogroup:x:65534:\n',
    'etc/shadow': 'root:*:20000:0:99999:7:::\n',
    'etc/gshadow': 'root:*::\nsudo:*::\n',
    'etc/shells': '/bin/sh\n/bin/bash\n',
    'etc/nsswitch.conf': 'passwd: files\ngroup: files\nshadow: files\nhosts: files dns\n',
    'etc/login.defs': 'UID_MIN 1000\nUID_MAX 60000\nGID_MIN 1000\nGID_MAX 60000\nUMASK 022\n',
    'etc/locale.gen': '# en_US.UTF-8 UTF-8\n',
    'etc/timezone': 'Etc/UTC\n',
    'etc/profile': 'export PATH\n',
    'etc/environment': '',
    'etc/fstab': '# UNCONFIGURED FSTAB FOR BASE SYSTEM\n',
    'etc/machine-id': '',
    ...packageFiles(ostype),
  };
}

/** Words that a release's version goes with, as its own os-release has them. */
function longVersion(ostype: string, version: string): string {
  const codename = codenames[version];
  if (codename === undefined) return version;
  if (ostype !== 'ubuntu') return `${version} (${codename})`;
  return /^\d[02468]\.04$/.test(version) ? `${version} LTS` : version;
}

function osRelease(ostype: string, version: string): string {
  const name = names[ostype] ?? ostype;
  const codename = codenames[version];
  const tail = codename === undefined ? '' : `VERSION_CODENAME=${codename}\n`;
  const like = ostype === 'ubuntu' ? 'ID_LIKE=debian\n' : '';
  const long = longVersion(ostype, version);
  return (
    `PRETTY_NAME="${name} ${long}"\nNAME="${name}"\nVERSION_ID="${version}"\n` +
    `VERSION="${long}"\n${tail}ID=${ostype}\n${like}`
  );
}

function packageFiles(ostype: string): Record<string, string> {
  if (ostype === 'alpine') return { 'etc/apk/world': 'alpine-base\n', 'etc/alpine-release': '\n' };
  if (ostype !== 'ubuntu' && ostype !== 'debian') return {};
  const base = ['apt', 'base-files', 'bash', 'coreutils', 'dpkg', 'libc6', 'perl-base', 'systemd'];
  return {
    'etc/debian_version': ostype === 'ubuntu' ? 'trixie/sid\n' : '13.1\n',
    'etc/apt/sources.list': `# packages of ${ostype}\n`,
    'var/lib/dpkg/status': statusText(base),
  };
}
