import { CHANGES, type Kind } from '../kind.ts';

/** Runs a command on a host whose /etc/pve cannot be written to, as without a quorum. */
const READ_ONLY = `mount --bind /etc/pve /etc/pve && mount -o remount,ro,bind /etc/pve || exit 99
exec "$@"`;

/** What Proxmox says then. */
const REFUSAL =
  "unable to open file '/etc/pve/nodes/pve/lxc/910.conf.tmp.4711' - Permission denied";

export const readOnly: Kind = {
  name: 'read-only',
  what: '/etc/pve is read-only, from the beginning or from one command on',
  tasks: CHANGES,
  weight: 2,
  isTraceless: true,
  async harm(scene) {
    const { host, lot, note } = scene;
    const verbs = '(create|clone|set|resize|snapshot|delsnapshot|rollback|template|destroy|unlock)';
    host.fault(
      '--match',
      `^(pct|qm) (disk )?${verbs} `,
      '--fail',
      REFUSAL,
      '--exit',
      lot.of(['2', '255']),
    );
    const isMounted = lot.below(2) === 0;
    note(isMounted ? 'read-only' : 'refused alone');
    await scene.end(scene.begin([], isMounted ? ['sh', '-c', READ_ONLY, '-'] : []));
  },
};
