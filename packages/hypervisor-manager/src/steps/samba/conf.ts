import type { HypervisorConfig, SambaShare } from '@phoenix/shared-config';

type Samba = HypervisorConfig['samba'];

const HEAD = '# Made by phoenix from samba; changes here are lost with the next phoenix setup.';
/** Options that have keys of their own, and their synonyms (smb.conf(5)), without blanks. */
const KEYED = new Set([
  'browseable',
  'browsable',
  'readonly',
  'writeable',
  'writable',
  'writeok',
  'guestok',
  'public',
  'validusers',
  'forceuser',
  'path',
  'directory',
]);

/** The text of our file; undefined when nothing is declared for it. */
export function confText({ user, workgroup, shares }: Samba): string | undefined {
  if (!isServing({ workgroup, shares })) return undefined;
  const global = workgroup === undefined ? [] : ['', '[global]', `   workgroup = ${workgroup}`];
  return `${[HEAD, ...global, ...shares.flatMap((share) => shareLines(share, user))].join('\n')}\n`;
}

/** Whether there is anything that Samba is to do. */
export function isServing({ workgroup, shares }: Pick<Samba, 'workgroup' | 'shares'>): boolean {
  return workgroup !== undefined || shares.length > 0;
}

/** Names of the sections of a text in the form of smb.conf, in small letters. */
export function sectionsOf(text: string): string[] {
  return [...text.matchAll(/^[ \t]*\[([^\]\n]+)\]/gm)].map(([, name = '']) => plain(name));
}

/** A name of a section as Samba compares it. */
export function plain(name: string): string {
  return name.trim().toLowerCase();
}

/** Whoever uses a share does so as the user to whom the shares belong. */
function shareLines(share: SambaShare, user: string | undefined): string[] {
  const { name, path, valid_users, browsable, read_only, guest_ok } = share;
  return [
    '',
    `[${name.trim()}]`,
    `   path = ${path}`,
    ...(valid_users.length === 0 ? [] : [`   valid users = ${valid_users.join(', ')}`]),
    ...(user === undefined ? [] : [`   force user = ${user}`]),
    `   browseable = ${yesNo(browsable)}`,
    `   read only = ${yesNo(read_only)}`,
    `   guest ok = ${yesNo(guest_ok)}`,
    ...otherOptions(share),
  ];
}

/** What `options` says beside what has a key of its own: `create_mask=0660`. */
function otherOptions({ options = '' }: SambaShare): string[] {
  return options
    .split(/[\s,]+/)
    .map((word) => /^([a-z][\w:]*)=(\S+)$/i.exec(word))
    .flatMap((match) => (match === null ? [] : [[match[1] ?? '', match[2] ?? ''] as const]))
    .filter(([key]) => !KEYED.has(withoutBlanks(key)))
    .map(([key, value]) => `   ${key.replaceAll('_', ' ')} = ${value}`);
}

/** As Samba compares names of options, in which neither case nor blanks count. */
function withoutBlanks(key: string): string {
  return key.toLowerCase().replaceAll('_', '');
}

function yesNo(value: boolean): 'yes' | 'no' {
  return value ? 'yes' : 'no';
}
