import { createHash } from 'node:crypto';
import { noteChange } from '../../record/note.ts';
import { readText } from '../../state/files.ts';
import { qemuConf } from '../../state/paths.ts';
import { Refusal } from '../../state/refusal.ts';
import { out } from '../../state/talk.ts';
import { hasPending } from '../../state/vm-conf-text.ts';
import { isVmRunning } from '../../state/vm-running.ts';
import { loadVm, refuseVmLocked, withVmLock, writeVm } from '../../state/vms.ts';
import { type Params, parameterRefusal } from '../cli/arguments.ts';
import type { Handler } from '../cli/dispatch.ts';
import { inLatin1 } from '../cli/latin1.ts';
import { storedVmSchema } from '../schema/check-stored.ts';
import { applyVmPending, dropUnchanged } from './apply-pending.ts';
import { hotplugPending } from './hotplug.ts';
import { passwordText } from './password.ts';
import { refuseScript } from './refuse-script.ts';
import { refuseStorages } from './refuse-storages.ts';
import { type Changes, deletePending, takeIntoPending } from './set-pending.ts';
import { refuseBadKeys } from './ssh-keys.ts';
import { vmSettings } from './vm-params.ts';

/** `qm set` */
export const set: Handler = async ({ params }, { usage }) => {
  const id = Number(params.get('vmid'));
  const given: Params = new Map(params);
  given.delete('vmid');
  await setVm(id, given, usage);
};

const options = new Set(['delete', 'revert', 'digest', 'force', 'skiplock']);

/** Changes a machine's settings, as `qm set` and `qm disk unlink` do. @throws Refusal */
export async function setVm(id: number, given: Params, usage: string): Promise<void> {
  const told = toldText(given);
  refuseBadKeys(given.get('sshkeys'));
  if (![...given.keys()].some((key) => !['digest', 'force', 'skiplock'].includes(key))) {
    throw new Refusal('no options specified', 2);
  }
  const names = { reverts: keys(given, 'revert', usage), deletes: keys(given, 'delete', usage) };
  const settings = vmSettings(new Map([...given].filter(([key]) => !options.has(key))));
  const password = settings.values.get('cipassword');
  if (password !== undefined) settings.values.set('cipassword', passwordText(password));
  refuseScript(given, usage);
  refuseStorages(settings.drives, usage);
  loadQuietly(id);
  await withVmLock(id, 4, async () => {
    const conf = loadVm(id);
    refuseModified(id, given.get('digest'));
    if (given.get('skiplock') !== '1') refuseVmLocked(conf);
    const changes: Changes = { ...settings, ...names, force: given.get('force') === '1' };
    revert(conf, changes);
    refuseBalloon(conf, changes);
    noteChange();
    out(inLatin1(`update VM ${id}: ${told}\n`));
    await apply(id, changes, usage);
  });
}

async function apply(id: number, changes: Changes, usage: string): Promise<void> {
  const touched = deletePending(id, changes);
  for (const key of await takeIntoPending(id, changes)) touched.add(key);
  const conf = loadVm(id);
  if (dropUnchanged(conf)) writeVm(id, conf);
  if (!hasPending(conf)) return;
  if (isVmRunning(id)) hotplugPending(id, loadVm(id), touched, usage);
  else applyVmPending(id, loadVm(id));
}

/** `revert`: what is in effect is asked for again, what is not yet is to go. */
function revert(conf: ReturnType<typeof loadVm>, changes: Changes): void {
  for (const key of changes.reverts) {
    const now = conf.values.get(key);
    if (now !== undefined) changes.values.set(key, now);
    else if (conf.pending.values.has(key)) changes.deletes.push(key);
  }
}

function refuseBalloon({ values }: ReturnType<typeof loadVm>, changes: Changes): void {
  const balloon = Number(changes.values.get('balloon') ?? 0);
  const memory = changes.values.get('memory') ?? values.get('memory') ?? '512';
  if (balloon <= Number(memory.replace(/^current=/, ''))) return;
  throw new Refusal('balloon value too large (must be smaller than assigned memory)');
}

/** The options as they are told, sorted; nobody is to see a password. */
function toldText(given: Params): string {
  return [...given]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `-${key} ${key === 'cipassword' ? '<hidden>' : value}`)
    .join(' ');
}

/** A machine that is not there is refused before anybody waits for its lock. */
function loadQuietly(id: number): void {
  if (readText(qemuConf(id)) === undefined) loadVm(id);
}

function keys(given: Params, option: 'delete' | 'revert', usage: string): string[] {
  const names = (given.get(option) ?? '').split(/[\s,;]+/).filter((name) => name !== '');
  for (const name of names) {
    if (given.has(name)) {
      const both = `you can't use '-${name}' and '-${option} ${name}' at the same time`;
      throw parameterRefusal([['delete', both]], usage, 255);
    }
    if (storedVmSchema(name) === undefined && name !== 'cdrom') {
      throw parameterRefusal([[option, `unknown option '${name}'`]], usage, 255);
    }
  }
  return names.map((name) => (name === 'cdrom' ? 'ide2' : name));
}

function refuseModified(id: number, digest: string | undefined): void {
  if (digest === undefined || digest === '') return;
  const text = readText(qemuConf(id)) ?? '';
  if (createHash('sha1').update(text).digest('hex') === digest) return;
  throw new Refusal('checksum missmatch (file change by other user?)');
}
