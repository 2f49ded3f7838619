/**
 * Lines of the programs beneath Proxmox, which need not be imitated. By program, not by recording.
 */
const programs: [program: string, lines: RegExp][] = [
  ['qemu-img', /^(?:Formatting '|Image resized\.|qemu-img: )/],
  [
    'mkfs',
    /^(?:Creating filesystem with|Filesystem UUID:|Superblock backups stored|mke2fs |Filesystem too small)/,
  ],
  ['mkfs', /^\t\d+(?:, \d+)*$/],
  ['tar', /^(?:Total bytes read:|tar: |zstd: )/],
  ['rsync', /^(?:Number of |Total |Literal data:|Matched data:|File list |sent |total size is )/],
  [
    'e2fsck and resize2fs',
    /^(?:e2fsck |Pass \d:|resize2fs|Resizing the filesystem|The filesystem on )/,
  ],
  ['e2fsck and resize2fs', /^(?:Filesystem at \/|old_desc_blocks|\/\S+: \d+\/\d+ files )/],
  [
    'LVM',
    /^ {2}(?:Logical volume|\/dev\/mapper\/control|Failure to communicate|Check that device-mapper|Incompatible libdevmapper)/,
  ],
  ['LVM', /^command '\/sbin\/vgscan/],
  [
    'LXC',
    /^(?:run_buffer|lxc_init|__lxc_start|sync_wait|safe_mount|mount_entry|lxc_setup|do_start|apparmor_process_label_set): /,
  ],
  ['LXC', /^lxc-attach: /],
  ['mount and losetup', /^(?:mount: |umount: |losetup: |Can't umount )/],
  [
    'wget',
    /^(?:--\d{4}-|Resolving |Connecting to |HTTP request sent|Length: |Saving to: |\d{4}-\d\d-\d\d .*(?:saved \[|ERROR \d)|\s*\d+K )/,
  ],
];

/** The program whose own line this is; undefined for a line of Proxmox. */
function chatterOf(line: string): string | undefined {
  return programs.find(([, lines]) => lines.test(line))?.[0];
}

/** A text without chatter; an empty line next to chatter is a part of it. */
export function withoutChatter(text: string): string {
  const lines = text.split('\n');
  const isChatter = lines.map((line) => chatterOf(line) !== undefined);
  return lines
    .filter((line, at) => {
      const beside = isChatter[at - 1] === true || isChatter[at + 1] === true;
      const isLast = at === lines.length - 1;
      return !(isChatter[at] || (line === '' && beside && !isLast));
    })
    .join('\n');
}

/** Lines that Perl's hash order shuffles are compared as a set. */
export function inOrder(text: string): string {
  const lines = text.split('\n');
  const shuffled = /: property is missing and it is not optional$/;
  for (let at = 0; at < lines.length; at++) {
    let end = at;
    while (shuffled.test(lines[end] ?? '')) end++;
    if (end > at) lines.splice(at, end - at, ...lines.slice(at, end).sort());
    at = end;
  }
  return lines.join('\n');
}
