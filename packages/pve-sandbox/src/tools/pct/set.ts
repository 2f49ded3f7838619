import { createHash } from 'node:crypto';
import { noteChange } from '../../record/note.ts';
import { readText } from '../../state/files.ts';
import { loadGuest, refuseLocked, writeGuest } from '../../state/guests.ts';
import { withConfigLock } from '../../state/locks.ts';
import { lxcConf } from '../../state/paths.ts';
import { Refusal } from '../../state/refusal.ts';
import { isRunning } from '../../state/running.ts';
import { type Params, parameterRefusal } from '../cli/arguments.ts';
import type { Handler } from '../cli/dispatch.ts';
import { storedSchema } from '../schema/check-stored.ts';
import { applyPending } from './apply-pending.ts';
import { hotplug } from './hotplug.ts';
import { refuseReadOnly, takeIntoPending } from './pending-changes.ts';
import { refuseHookscript } from './refuse-hookscript.ts';
import { updateLxcConfig } from './update-lxc-config.ts';

/** `pct set` */
export const set: Handler = async ({ params }, { usage }) => {
  const id = Number(params.get('vmid'));
  const changes: Params = new Map(params);
  const digest = take(changes, 'digest');
  take(changes, 'vmid');
  if (changes.size === 0) throw new Refusal('no options specified', 2);
  const deletes = keys(take(changes, 'delete'), changes, 'delete', usage);
  const reverts = keys(take(changes, 'revert'), changes, 'revert', usage);
  loadQuietly(id);
  await withConfigLock(id, 4, async () => {
    const conf = loadGuest(id);
    refuseLocked(conf);
    refuseModified(id, digest);
    for (const key of reverts) {
      conf.pending.values.delete(key);
      conf.pending.delete = conf.pending.delete?.filter((each) => each !== key);
    }
    refuseReadOnly(conf, id, changes, deletes);
    refuseHookscript(changes.get('hookscript'));
    await takeIntoPending(conf, changes, deletes);
    if (isRunning(id)) await hotplug(conf, id, usage);
    else await applyPending(conf, id);
    writeGuest(id, conf);
    noteChange();
    updateLxcConfig(loadGuest(id), 2);
  });
};

function take(params: Params, name: string): string | undefined {
  const value = params.get(name);
  params.delete(name);
  return value;
}

/** A container that is not there is refused before anybody waits for its lock. */
function loadQuietly(id: number): void {
  if (readText(lxcConf(id)) === undefined) loadGuest(id);
}

function keys(
  list: string | undefined,
  changes: Params,
  option: 'delete' | 'revert',
  usage: string,
): string[] {
  const names = (list ?? '').split(/[\s,;]+/).filter((name) => name !== '');
  for (const name of names) {
    if (storedSchema(name) === undefined) {
      throw parameterRefusal([[option, `unknown option '${name}'`]], usage, 255);
    }
    if (changes.has(name)) {
      const both = `you can't use '-${name}' and '-${option} ${name}' at the same time`;
      throw parameterRefusal([[option, both]], usage, 2);
    }
  }
  return names;
}

function refuseModified(id: number, digest: string | undefined): void {
  if (digest === undefined || digest === '') return;
  const now = createHash('sha1')
    .update(readText(lxcConf(id)) ?? '')
    .digest('hex');
  if (now !== digest) {
    throw new Refusal('detected modified configuration - file changed by other user? Try again.');
  }
}
