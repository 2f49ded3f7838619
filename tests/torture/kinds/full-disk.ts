import type { Kind } from '../kind.ts';

/**
 * Runs a command while the file system that has $1 has $2 bytes left; afterwards the directory has
 * what is there by then, and room again.
 */
const FULL = `place=$1 room=$2; shift 2
mkdir -p "$place" && mount -t tmpfs -o "size=8m,mode=$(stat -c %a "$place")" none /media && cp -a "$place/." /media/ || exit 99
dd if=/dev/zero of=/media/.filler bs=4k 2>/dev/null; truncate -s "-$room" /media/.filler
mount --bind /media "$place" || exit 99
"$@"
code=$?
umount "$place" && rm -f /media/.filler && find "$place" -mindepth 1 -delete && cp -a /media/. "$place/" || exit 99
umount /media; exit $code`;

/** Places that phoenix writes to. */
const PLACES = [
  '/var/log/phoenix',
  '/var/log/phoenix',
  '/run/phoenix',
  '/run/lock/phoenix',
  '/etc/pve/firewall',
  '/var/lib/vz/snippets',
  '/var/cache/phoenix',
];

export const fullDisk: Kind = {
  name: 'full-disk',
  what: 'no room, or a little of it, where the journal, marks, locks, snippets, firewall files or images go',
  tasks: [
    'begin',
    'make',
    'make',
    'change',
    'change',
    'reconfigure',
    'snapshot',
    'delete',
    'setup',
  ],
  weight: 3,
  isTraceless: true,
  async harm(scene) {
    const [place, room] = [
      scene.lot.of(PLACES),
      scene.lot.of(['0', '4k', '8k', '16k', '64k', '200k']),
    ];
    scene.note(`${room} left for ${place}`);
    await scene.end(scene.begin([], ['sh', '-c', FULL, '-', place, room]));
  },
};
