import { out } from '../../state/talk.ts';
import { release } from '../release.ts';
import { timerOf } from './timers.ts';
import { activeState, fileState, findUnit, fullName } from './units.ts';

/** systemctl show UNIT: the properties that were asked for, each as `name=value` or its value. */
export function show(names: readonly string[], asked: readonly string[], bare: boolean): number {
  const all = names.length === 0 ? [manager()] : names.map((name) => properties(fullName(name)));
  all.forEach((found, index) => {
    if (index > 0) out('\n');
    const keys = asked.length > 0 ? asked : Object.keys(found);
    for (const key of keys) {
      const value = found[key];
      if (value !== undefined) out(bare ? `${value}\n` : `${key}=${value}\n`);
      else if (bare) out('\n');
    }
  });
  return 0;
}

function manager(): Record<string, string> {
  const version = release() === 9 ? '257.9-1~deb13u1' : '252.39-1~deb12u1';
  return { Version: version, SystemState: 'running', NFailedUnits: '0', Virtualization: '' };
}

/** What is known of a unit, also of one that does not exist. */
export function properties(name: string): Record<string, string> {
  const unit = findUnit(name);
  const timer = timerOf(name);
  const state = activeState(unit?.name ?? name);
  const exits = unit?.exits ?? true;
  const running = name.endsWith('.timer') ? 'waiting' : exits ? 'exited' : 'running';
  const isThere = unit !== undefined || timer !== undefined;
  return {
    Id: unit?.name ?? name,
    Names: unit?.name ?? name,
    Description: unit?.description ?? name,
    LoadState: unit?.masked ? 'masked' : isThere ? 'loaded' : 'not-found',
    ActiveState: state,
    SubState: state === 'active' ? running : state === 'failed' ? 'failed' : 'dead',
    FragmentPath: unit?.path ?? (timer === undefined ? '' : `/run/systemd/transient/${name}`),
    UnitFileState: unit === undefined ? (timer === undefined ? '' : 'transient') : fileState(unit),
    Result: state === 'failed' ? 'exit-code' : 'success',
    ExecMainStatus: state === 'failed' ? '1' : '0',
    MainPID: state === 'active' && !exits ? '1000' : '0',
    NRestarts: '0',
    NeedDaemonReload: 'no',
    ...(timer !== undefined && {
      NextElapseUSecMonotonic: `${Math.max(0, Math.round((timer.due - Date.now()) / 1000))}s`,
    }),
  };
}
