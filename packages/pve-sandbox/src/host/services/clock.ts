import { existsSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { noteChange } from '../../record/note.ts';
import { readText, writeText } from '../../state/files.ts';
import { hostPath } from '../../state/paths.ts';
import { err, out } from '../../state/talk.ts';
import { has, optionOf, readOptions } from '../read-options.ts';
import { activeState } from './units.ts';

const ZONES = '/usr/share/zoneinfo';

const zone = (): string => (readText('/etc/timezone') ?? '').trim() || 'Etc/UTC';

/** timedatectl: the time zone is the link /etc/localtime and the file /etc/timezone. */
export function timedatectl(args: readonly string[]): number {
  const words = readOptions(args, ['p', 'property', 'P']);
  const [verb = 'status', value = ''] = words.operands;
  const synchronized = activeState('chrony.service') === 'active' ? 'yes' : 'no';
  if (verb === 'set-timezone') return setZone(value);
  if (verb.startsWith('set-')) {
    noteChange();
    return 0;
  }
  if (verb === 'list-timezones') out('Etc/UTC\nEurope/Berlin\nAmerica/New_York\n');
  else if (verb === 'show') {
    const found: Record<string, string> = {
      Timezone: zone(),
      LocalRTC: 'no',
      CanNTP: 'yes',
      NTP: synchronized,
      NTPSynchronized: synchronized,
    };
    const asked = optionOf(words, 'p', 'property', 'P')?.split(',') ?? Object.keys(found);
    const bare = has(words, 'value', 'P');
    for (const key of asked) out(bare ? `${found[key] ?? ''}\n` : `${key}=${found[key] ?? ''}\n`);
  } else {
    out(
      `                Time zone: ${zone()}\nSystem clock synchronized: ${synchronized}\n              NTP service: active\n          RTC in local TZ: no\n`,
    );
  }
  return 0;
}

function setZone(name: string): number {
  const file = `${ZONES}/${name}`;
  const isZone = /^[\w+-]+(\/[\w+-]+)*$/.test(name) && existsSync(file) && statSync(file).isFile();
  if (!isZone) {
    err(`Failed to set time zone: Invalid or not installed time zone '${name}'\n`);
    return 1;
  }
  noteChange();
  rmSync(hostPath('/etc/localtime'), { force: true });
  symlinkSync(file, hostPath('/etc/localtime'));
  writeText('/etc/timezone', `${name}\n`);
  return 0;
}
