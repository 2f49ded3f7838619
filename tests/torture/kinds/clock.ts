import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHANGES, type Kind } from '../kind.ts';
import { aMoment } from '../moment.ts';

const DAY = 86_400;
/** Seconds by which a clock is wrong: an hour, a day, years, and beyond 2038. */
const WRONG = [0, 3600, -3600, DAY, -DAY, 3650 * DAY, -3650 * DAY, -20_000 * DAY] as const;
const SOURCE = join(import.meta.dirname, '../clock.c');

export const clock: Kind = {
  name: 'clock',
  what: 'the clock is wrong and jumps once, by an hour or by decades; half of the runs are killed after it',
  tasks: CHANGES,
  weight: 2,
  isTraceless: true,
  async harm(scene) {
    const { host, lot, note } = scene;
    const place = join(host.directory, 'var/log/torture');
    mkdirSync(place, { recursive: true });
    const [first, second] = [lot.of(WRONG), lot.of(WRONG)];
    const isKilled = lot.below(2) === 0;
    const set = (seconds: number) => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigInt64LE(BigInt(seconds));
      writeFileSync(join(place, 'offset'), bytes, { flag: 'r+' });
    };
    writeFileSync(join(place, 'offset'), Buffer.alloc(8));
    set(first);
    const going = scene.begin([], isCompiled(place) ? AROUND : []);
    note(`${first} s at first, ${second} s from ${await aMoment(going, scene)}`);
    set(second);
    if (isKilled) {
      note(`killed at ${await aMoment(going, scene)}`);
      await host.die('managers');
    }
    const { exit, stderr } = await scene.end(going, isKilled ? 'killed' : 'by itself');
    if (!isKilled && exit !== 0)
      scene.fault({ sort: 'other', text: `exit ${exit}: ${stderr.slice(-2000)}` });
  },
};

const AROUND = [
  'env',
  'LD_PRELOAD=/var/log/torture/clock.so',
  'TORTURE_CLOCK=/var/log/torture/offset',
];

/** Makes the library that turns the clock; answers false where there is no compiler for it. */
function isCompiled(place: string): boolean {
  const library = join(place, 'clock.so');
  spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, SOURCE, '-ldl']);
  return existsSync(library);
}
