import type { LxcGuest } from '@phoenix/shared-config';
import type { Operation, PlanProblem } from '@phoenix/shared-runtime';
import {
  type Configured,
  type ConfState,
  cloneOperation,
  createOperation,
  type SettingChange,
  settingArguments,
} from '@phoenix/shared-runtime/guests';
import { canonical, configure } from './configure.ts';
import { deviceChanges } from './devices.ts';
import { mountChanges } from './mounts.ts';
import { afterEdit, editOperation, rawEdit } from './raw-lines.ts';
import { desiredSettings } from './settings.ts';
import { templateArgument } from './template-file.ts';
import type { PlanInput, SourceState } from './types.ts';

/** What `pct create` sets when it is not told. */
const DEFAULT_SWAP = '512';

const EMPTY: ConfState = { keys: new Map(), raw: [] };

/** A container made from a template archive, with every setting in the one command. */
export function createFromTemplate(input: PlanInput): Configured {
  const { guest } = input;
  const template = templateArgument(input);
  const settings: SettingChange[] = [
    ...[...desiredSettings(guest, new Map())].flatMap(([key, to]) =>
      to === '' ? [] : [{ key, from: undefined, to }],
    ),
    ...deviceChanges(guest, EMPTY, true),
    ...mountChanges(guest, new Map()).changes,
  ];
  const size = `${guest.storage_pool}:${guest.storage_size_gb}`;
  const unprivileged = guest.unprivileged ? '1' : '0';
  const create = createOperation(
    input,
    { what: 'template', name: template.name },
    {
      words: [
        template.argument,
        '--rootfs',
        size,
        '--unprivileged',
        unprivileged,
        ...settingArguments(settings),
      ],
      expected: [['rootfs', size], ...settings.map(({ key, to }) => [key, to ?? null] as const)],
    },
  );
  const edit = rawEdit(guest, []);
  const operations: Operation[] = [...template.operations, create];
  if (edit) operations.push(editOperation(guest.id, edit));
  const keys = new Map([['swap', DEFAULT_SWAP]]);
  for (const { key, to } of settings) keys.set(key, canonical(key, to ?? ''));
  keys.set('rootfs', `${size},size=${guest.storage_size_gb}G`);
  keys.set('unprivileged', unprivileged);
  return {
    operations,
    problems: template.problems,
    after: { keys, raw: afterEdit([], edit) },
  };
}

/** A container cloned from another, then brought to its own settings. */
export function cloneFromSource(input: PlanInput, source: SourceState): Configured {
  const { guest } = input;
  const { snapshot } = source;
  const clone = cloneOperation(input, source, {
    words: [
      '--full',
      '1',
      ...(snapshot === undefined ? [] : ['--snapname', snapshot]),
      '--hostname',
      guest.name,
      '--storage',
      guest.storage_pool,
    ],
    expected: [
      ['hostname', guest.name],
      ['rootfs', `${guest.storage_pool}:0`],
    ],
  });
  const fresh = freshClone(guest, source.conf);
  const configured = configure(input, fresh, { running: false, isNew: true });
  return {
    ...configured,
    operations: [clone, ...configured.operations],
    problems: cloneProblems(guest, source),
  };
}

/** What `pct clone` makes of its source's settings: same but for name, addresses of hardware, history. */
function freshClone(guest: LxcGuest, source: ConfState): ConfState {
  const keys = new Map(source.keys);
  for (const key of source.keys.keys()) {
    if (/^(lock|parent|snaptime|template|unused\d+)$/.test(key)) keys.delete(key);
    if (/^net\d+$/.test(key))
      keys.set(key, (source.keys.get(key) ?? '').replace(/,hwaddr=[^,]*/, ''));
    if (key === 'rootfs')
      keys.set(key, (source.keys.get(key) ?? '').replace(/^[^:,]*/, guest.storage_pool));
  }
  keys.set('hostname', guest.name);
  return { keys, raw: source.raw };
}

function cloneProblems(guest: LxcGuest, source: SourceState): PlanProblem[] {
  const problems: PlanProblem[] = [];
  const from = source.guest.id;
  const bind = [...source.conf.keys].find(
    ([key, value]) => /^mp\d+$/.test(key) && value.startsWith('/'),
  );
  if (bind)
    problems.push({
      message: `cannot clone ${guest.id} from ${from}: ${bind[0]} of ${from} is a bind mount, which Proxmox does not clone`,
      hint: `take the mount of ${bind[1].split(',')[0]} out of ${from}, or clone ${guest.id} from another container`,
    });
  if (source.snapshot === undefined && source.running)
    problems.push({
      message: `cannot clone ${guest.id} from ${from}: ${from} is running and has no snapshot to clone from`,
      hint: `declare template_snapshot_name for ${from}, or type phoenix stop ${from}`,
    });
  return problems;
}
