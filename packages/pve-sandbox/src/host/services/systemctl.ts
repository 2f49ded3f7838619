import { noteChange } from '../../record/note.ts';
import { readText } from '../../state/files.ts';
import { err, out } from '../../state/talk.ts';
import { has, optionOf, readOptions, type Words } from '../read-options.ts';
import { release } from '../release.ts';
import { hasFailed, setInactive } from './active.ts';
import { disable, enable, mask, unmask } from './enable.ts';
import { show } from './show.ts';
import { change } from './start-stop.ts';
import {
  isActive,
  isEnabled,
  isFailed,
  listTimers,
  listUnitFiles,
  listUnits,
  status,
} from './status.ts';
import { allUnits, findUnit, fullName } from './units.ts';

const valued = [
  'p',
  'P',
  't',
  'n',
  'o',
  'H',
  'M',
  's',
  'property',
  'type',
  'state',
  'lines',
  'output',
  'signal',
  'kill-whom',
  'root',
  'job-mode',
];

/** systemctl of the host. */
export async function systemctl(args: readonly string[]): Promise<number> {
  const words = readOptions(args, valued);
  const [verb = 'list-units', ...names] = words.operands;
  if (has(words, 'version')) {
    out(release() === 9 ? 'systemd 257 (257.9-1~deb13u1)\n' : 'systemd 252 (252.39-1~deb12u1)\n');
    return 0;
  }
  return ask(verb, names, words) ?? (await act(verb, names, words));
}

/** What only asks; undefined for a verb that is none of these. */
function ask(verb: string, names: string[], words: Words): number | undefined {
  const quiet = has(words, 'q', 'quiet');
  const legend = !has(words, 'no-legend') && optionOf(words, 'legend') !== 'false';
  switch (verb) {
    case 'is-active':
      return isActive(names, quiet);
    case 'is-failed':
      return isFailed(names, quiet);
    case 'is-enabled':
      return isEnabled(names, quiet);
    case 'is-system-running':
      return tell('running\n');
    case 'get-default':
      return tell('multi-user.target\n');
    case 'status':
      return status(names);
    case 'show': {
      const asked = ['p', 'P', 'property'].flatMap((name) => words.options.get(name) ?? []);
      return show(
        names,
        asked.flatMap((one) => one.split(',')),
        has(words, 'value', 'P'),
      );
    }
    case 'list-unit-files':
      return listUnitFiles(names, legend);
    case 'list-units':
      return listUnits(names, legend, has(words, 'all', 'a'));
    case 'list-timers':
      return listTimers(names, legend);
    case 'cat':
      return cat(names);
    default:
      return undefined;
  }
}

function tell(text: string): number {
  out(text);
  return 0;
}

/** What changes something: the first code that is not 0, when every name had its turn. */
async function act(verb: string, names: string[], words: Words): Promise<number> {
  const quiet = has(words, 'q', 'quiet');
  const now = has(words, 'now');
  const codes: number[] = [];
  noteChange();
  switch (verb) {
    case 'start':
    case 'stop':
    case 'restart':
    case 'try-restart':
    case 'reload':
    case 'reload-or-restart':
      for (const name of names) codes.push(await change(verb, name));
      break;
    case 'condrestart':
      for (const name of names) codes.push(await change('try-restart', name));
      break;
    case 'try-reload-or-restart':
      for (const name of names) codes.push(await change('try-restart', name));
      break;
    case 'enable':
    case 'reenable':
      for (const name of names) codes.push(enable(name, quiet));
      if (now && !codes.some(Boolean))
        for (const name of names) codes.push(await change('start', name));
      break;
    case 'disable':
    case 'mask':
      for (const name of names)
        codes.push(verb === 'disable' ? disable(name, quiet) : mask(name, quiet));
      if (now && !codes.some(Boolean))
        for (const name of names) codes.push(await change('stop', name));
      break;
    case 'unmask':
      for (const name of names) codes.push(unmask(name, quiet));
      break;
    case 'reset-failed':
      for (const name of names.length > 0 ? names : allUnits().map((unit) => unit.name)) {
        if (hasFailed(fullName(name))) setInactive(fullName(name));
      }
      break;
    case 'daemon-reload':
    case 'daemon-reexec':
    case 'preset':
    case 'kill':
    case 'set-default':
    case 'reboot':
    case 'poweroff':
      break;
    default:
      err(`Unknown command verb '${verb}'.\n`);
      return 1;
  }
  return codes.find((code) => code !== 0) ?? 0;
}

function cat(names: readonly string[]): number {
  let code = 0;
  for (const asked of names) {
    const unit = findUnit(fullName(asked));
    if (unit === undefined) {
      err(`No files found for ${fullName(asked)}.\n`);
      code = 1;
    } else
      out(`# ${unit.path}\n${readText(unit.path) ?? `[Unit]\nDescription=${unit.description}\n`}`);
  }
  return code;
}

/** service NAME VERB, which is systemctl VERB NAME. */
export async function service(args: readonly string[]): Promise<number> {
  const [name = '', verb = 'status'] = args;
  return name === '--status-all' || name === '' ? 0 : await systemctl([verb, name]);
}
