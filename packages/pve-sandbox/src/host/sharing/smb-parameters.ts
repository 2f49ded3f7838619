/** Parameters of smb.conf that are known, with blanks removed and in small letters. */
const known = new Set(
  `abort shutdown script, access based share enum, acl allow execute always, acl map full control, add group script,
  add machine script, add user script, admin users, aio read size, aio write size, allow insecure wide links,
  allow trusted domains, auto services, available, bind interfaces only, browse list, browseable, case sensitive,
  client ipc max protocol, client ipc min protocol, client max protocol, client min protocol, client signing, comment,
  config backend, copy, create mask, create mode, csc policy, cups options, deadtime, debug pid, debug timestamp, default,
  default service, default case, delete user script, delete veto files, directory mask, directory mode, disable netbios,
  disable spoolss, dns forwarder, dns proxy, domain logons, domain master, dos charset, dos filemode, dos filetimes,
  ea support, encrypt passwords, enhanced browsing, fake oplocks, follow symlinks, force create mode, force directory mode,
  force group, force user, fruit:aapl, fstype, getwd cache, guest account, guest ok, guest only, hide dot files, hide files,
  hide special files, hide unreadable, host msdfs, hostname lookups, hosts allow, hosts deny, idmap backend, include,
  inherit acls, inherit owner, inherit permissions, interfaces, invalid users, keepalive, kernel oplocks,
  kernel share modes, lanman auth, level2 oplocks, load printers, local master, lock directory, locking, log file, log level,
  logging, logon drive, logon home, logon path, logon script, ldap admin dn, ldap suffix, ldap ssl, map acl inherit,
  map archive, map hidden, map readonly, map system, map to guest, max connections, max log size, max open files,
  max protocol, max smbd processes, max xmit, min protocol, min receivefile size, msdfs root, name resolve order,
  netbios aliases, netbios name, nt acl support, ntlm auth, null passwords, obey pam restrictions, only user, oplocks,
  os level, pam password change, panic action, passdb backend, passwd chat, passwd program, password server, path,
  pid directory, posix locking, preferred master, preserve case, print command, printable, printcap name, printer name,
  printing, private dir, read list, read only, read raw, realm, restrict anonymous, root directory, root preexec, security,
  server max protocol, server min protocol, server multi channel support, server role, server services, server signing,
  server smb encrypt, server string, short preserve case, smb encrypt, smb ports, socket options, spotlight, store dos attributes,
  strict allocate, strict locking, strict sync, sync always, syslog, template homedir, template shell, time server,
  unix charset, unix extensions, unix password sync, use client driver, use sendfile, username map, usershare allow guests,
  usershare max shares, usershare owner only, usershare path, valid users, veto files, veto oplock files, vfs objects,
  volume, wide links, winbind enum groups, winbind enum users, winbind use default domain, wins server, wins support,
  workgroup, write list, write raw`
    .split(',')
    .map((name) => plain(name)),
);

/** Other names of parameters: the usual name, and whether yes means no there. */
const synonyms: Record<string, [name: string, inverted: boolean]> = {
  allowhosts: ['hosts allow', false],
  browsable: ['browseable', false],
  casesignames: ['case sensitive', false],
  denyhosts: ['hosts deny', false],
  directory: ['path', false],
  group: ['force group', false],
  printok: ['printable', false],
  public: ['guest ok', false],
  onlyguest: ['guest only', false],
  vfsobject: ['vfs objects', false],
  writable: ['read only', true],
  writeable: ['read only', true],
  writeok: ['read only', true],
};

/** A name without blanks and in small letters: samba compares names so. */
function plain(name: string): string {
  return name.replace(/\s+/g, '').toLowerCase();
}

/** Whether samba knows the parameter; modules' own have a colon. */
export const isParameter = (name: string): boolean =>
  known.has(plain(name)) || plain(name) in synonyms || name.includes(':');

/** A parameter under its usual name, with yes and no as testparm writes them. */
export function canonical(name: string, value: string): [name: string, value: string] {
  const [usual, inverted] = synonyms[plain(name)] ?? [
    name.toLowerCase().replace(/\s+/g, ' '),
    false,
  ];
  const yes = /^(yes|true|1|on)$/i.test(value);
  const no = /^(no|false|0|off)$/i.test(value);
  const isNumber = /^[01]$/.test(value) && !inverted;
  if ((!yes && !no) || isNumber) return [usual, value];
  return [usual, yes !== inverted ? 'Yes' : 'No'];
}
