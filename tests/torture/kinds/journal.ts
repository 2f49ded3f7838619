import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lot } from '../../e2e/lab-lot.ts';
import type { Kind } from '../kind.ts';
import { isMarkOfVolumes } from '../marks.ts';
import { aDeath } from './killed.ts';

/** What a file may have become. */
const DAMAGES: Readonly<Record<string, (file: string, lot: Lot) => void>> = {
  emptied: (file) => truncateSync(file),
  'cut off': (file, lot) => truncateSync(file, lot.below(statSync(file).size + 1)),
  'full of zeros': (file) => writeFileSync(file, Buffer.alloc(statSync(file).size)),
  'flipped in a bit': (file, lot) => {
    const bytes = readFileSync(file);
    const at = lot.below(bytes.length);
    if (bytes.length > 0) bytes[at] = (bytes[at] ?? 0) ^ (1 << lot.below(8));
    writeFileSync(file, bytes);
  },
  'of another kind': (file, lot) =>
    writeFileSync(file, lot.of(['null', '[]', '{}', '"x"', '{"pid":-1}', '\n\n'])),
  gone: (file) => rmSync(file),
};

const LOOKS = [['runs'], ['logs'], ['report'], ['status', '--run'], ['plan'], ['drift']];

export const journal: Kind = {
  name: 'journal',
  what: 'a run is killed, then files of the journal, marks and notes of locks are damaged or gone',
  tasks: ['begin', 'make', 'make', 'make', 'create', 'change', 'change', 'restart'],
  weight: 3,
  isTraceless: true,
  losesMarks: true,
  async harm(scene) {
    const { host, lot, note } = scene;
    await aDeath(scene);
    const files = ['var/log/phoenix', 'run/phoenix', 'run/lock/phoenix'].flatMap((place) =>
      filesBelow(join(host.directory, place)),
    );
    for (const file of files) {
      if (lot.below(2) === 0) continue;
      const what = lot.of(Object.keys(DAMAGES));
      DAMAGES[what]?.(file, lot);
      if (isMarkOfVolumes(file)) scene.hasLostVolumes = true;
      note(`${file.slice(host.directory.length)} ${what}`);
    }
    scene.isDone = false;
    for (const words of LOOKS) if (lot.below(2) === 0) await scene.end(host.start(...words));
  },
};

function filesBelow(directory: string): string[] {
  try {
    return readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort();
  } catch {
    return [];
  }
}
