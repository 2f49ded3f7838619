import type { Kind } from '../kind.ts';

/** What looks, and may be looked at by many. */
const LOOKS = [
  ['status'],
  ['plan'],
  ['graph'],
  ['runs'],
  ['drift'],
  ['doctor'],
  ['snapshots', 'all'],
  ['report'],
  ['logs'],
];

export const together: Kind = {
  name: 'together',
  what: 'eight processes at once: the same command with and without waiting, and others that look',
  tasks: ['begin', 'make', 'make', 'change', 'change', 'restart', 'create'],
  weight: 2,
  isTraceless: true,
  async harm(scene) {
    const { host, lot, note } = scene;
    const looks = Array.from({ length: 1 + lot.below(5) }, () => lot.of(LOOKS));
    note(looks.map((words) => words.join(' ')).join(', '));
    const runs = Array.from({ length: 8 - looks.length }, (_, index) =>
      scene.begin(index % 2 === 0 ? [] : ['--wait', '0s']),
    );
    const looking = looks.map((words) => host.start(...words));
    for (const going of [...runs, ...looking]) {
      const { exit, stderr } = await scene.end(going);
      if (![0, 75].includes(exit) && runs.includes(going))
        scene.fault({ sort: 'other', text: `exit ${exit}: ${stderr.slice(-1500)}` });
    }
    scene.isDone = false;
  },
};
