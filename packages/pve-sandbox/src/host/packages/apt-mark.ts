import { noteChange } from '../../record/note.ts';
import { readText, writeText } from '../../state/files.ts';
import { err, out } from '../../state/talk.ts';
import { readOptions } from '../read-options.ts';
import { isInstalled, known } from './database.ts';

/** Packages that are kept as they are, one a line: dpkg keeps that in its status, here it is a list. */
const HELD = '/var/lib/pve-sandbox/held-packages';

/** apt-mark hold, unhold, showhold, manual, auto, showmanual. */
export function aptMark(args: readonly string[]): number {
  const [verb = '', ...names] = readOptions(args).operands;
  const held = (readText(HELD) ?? '').split('\n').filter(Boolean);
  if (verb === 'showhold') out(held.map((name) => `${name}\n`).join(''));
  else if (verb.startsWith('show')) {
    for (const { name } of known())
      if (names.length === 0 || names.includes(name)) out(`${name}\n`);
  } else {
    const missing = names.find((name) => !isInstalled(name) && !held.includes(name));
    if (missing !== undefined && (verb === 'hold' || verb === 'unhold')) {
      err(
        `E: Can't select installed nor candidate version from package '${missing}' as it has neither of them\n`,
      );
      return 100;
    }
    noteChange();
    if (verb === 'hold') writeText(HELD, `${[...new Set([...held, ...names])].join('\n')}\n`);
    if (verb === 'unhold')
      writeText(
        HELD,
        held
          .filter((one) => !names.includes(one))
          .map((one) => `${one}\n`)
          .join(''),
      );
    for (const name of names) {
      if (verb === 'hold') out(`${name} set on hold.\n`);
      else if (verb === 'unhold') out(`Canceled hold on ${name}.\n`);
      else out(`${name} set to ${verb === 'auto' ? 'automatically' : 'manually'} installed.\n`);
    }
  }
  return 0;
}
