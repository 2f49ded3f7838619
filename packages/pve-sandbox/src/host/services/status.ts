import { err, out } from '../../state/talk.ts';
import { release } from '../release.ts';
import { properties } from './show.ts';
import { armedTimers } from './timers.ts';
import { activeState, allUnits, fileState, findUnit, fullName } from './units.ts';

/** systemctl status UNIT... @returns 3 when one is not active, 4 when one does not exist */
export function status(names: readonly string[]): number {
  const codes = names.map((asked) => {
    const name = fullName(asked);
    const found = properties(name);
    if (found.LoadState === 'not-found') {
      err(`Unit ${name} could not be found.\n`);
      return 4;
    }
    const isActive = found.ActiveState === 'active';
    out(
      `${isActive ? '●' : found.ActiveState === 'failed' ? '×' : '○'} ${found.Id} - ${found.Description}\n`,
    );
    out(
      `     Loaded: ${found.LoadState} (${found.FragmentPath}; ${found.UnitFileState}; preset: enabled)\n`,
    );
    out(`     Active: ${found.ActiveState} (${found.SubState})\n`);
    return isActive ? 0 : 3;
  });
  return codes.find((code) => code !== 0) ?? 0;
}

/** systemctl is-active: 0 when one is, 3 when none is, 4 (on systemd 257) when none exists. */
export function isActive(names: readonly string[], quiet: boolean): number {
  const states = names.map((name) => {
    const found = properties(fullName(name));
    if (!quiet) out(`${found.ActiveState}\n`);
    return found;
  });
  if (states.some((found) => found.ActiveState === 'active')) return 0;
  const none = states.every(
    (found) => found.LoadState === 'not-found' && found.ActiveState !== 'failed',
  );
  return none && release() === 9 ? 4 : 3;
}

/** systemctl is-failed: 0 when one failed. */
export function isFailed(names: readonly string[], quiet: boolean): number {
  const states = names.map((name) => activeState(findUnit(fullName(name))?.name ?? fullName(name)));
  if (!quiet) for (const state of states) out(`${state}\n`);
  return states.includes('failed') ? 0 : 1;
}

/** systemctl is-enabled: 0 for enabled and static, 1 for others, 4 (on systemd 257) for none. */
export function isEnabled(names: readonly string[], quiet: boolean): number {
  const codes = names.map((asked) => {
    const name = fullName(asked);
    const unit = findUnit(name);
    if (unit === undefined) {
      if (release() === 8)
        err(`Failed to get unit file state for ${name}: No such file or directory\n`);
      else if (!quiet) out('not-found\n');
      return release() === 9 ? 4 : 1;
    }
    const state = fileState(unit);
    if (!quiet) out(`${state}\n`);
    return ['enabled', 'static'].includes(state) ? 0 : 1;
  });
  return codes.includes(0) ? 0 : (codes[0] ?? 1);
}

/** systemctl list-unit-files. @returns 1 when a pattern finds nothing */
export function listUnitFiles(patterns: readonly string[], legend: boolean): number {
  const found = allUnits().filter(({ name }) => matches(name, patterns));
  if (legend) out(`${'UNIT FILE'.padEnd(36)} STATE    PRESET\n`);
  for (const unit of found) out(`${unit.name.padEnd(36)} ${fileState(unit).padEnd(8)} enabled\n`);
  if (legend) out(`\n${found.length} unit files listed.\n`);
  return found.length === 0 && patterns.length > 0 ? 1 : 0;
}

/** systemctl list-units: those that are active or failed. */
export function listUnits(patterns: readonly string[], legend: boolean, all: boolean): number {
  if (legend) out('UNIT LOAD ACTIVE SUB DESCRIPTION\n');
  for (const { name, description } of allUnits().filter((one) => matches(one.name, patterns))) {
    const { ActiveState, SubState } = properties(name);
    if (ActiveState !== 'inactive' || all) {
      out(`${name} loaded ${ActiveState} ${SubState} ${description}\n`);
    }
  }
  return 0;
}

/** systemctl list-timers. */
export function listTimers(patterns: readonly string[], legend: boolean): number {
  const fixed = allUnits().filter(
    ({ name }) => name.endsWith('.timer') && activeState(name) === 'active',
  );
  const names = [...new Set([...armedTimers(), ...fixed.map(({ name }) => name)])];
  const found = names.filter((name) => matches(name, patterns));
  if (legend) out('NEXT LEFT LAST PASSED UNIT ACTIVATES\n');
  for (const name of found) out(`- - - - ${name} ${name.replace(/timer$/, 'service')}\n`);
  if (legend) out(`\n${found.length} timers listed.\n`);
  return 0;
}

function matches(name: string, patterns: readonly string[]): boolean {
  if (patterns.length === 0) return true;
  return patterns.some((pattern) => {
    const glob = /[*?]/.test(pattern) ? pattern : fullName(pattern);
    const expression = glob
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return new RegExp(`^${expression}$`).test(name);
  });
}
