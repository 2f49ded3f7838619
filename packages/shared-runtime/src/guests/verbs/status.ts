import type { VerbDefinition } from '../../frame/definition.ts';
import { STATUS_COLUMNS } from '../../frame/status-columns.ts';
import { usageError } from '../../frame/usage-error.ts';
import type { GuestStatus } from '../../guest-plan.ts';
import type { Host } from '../../host/host.ts';
import { requireProxmox } from '../../host/require-proxmox.ts';
import { parseConf } from '../../pve/conf.ts';
import type { Guest } from '../guest.ts';
import { nameOf } from '../import/common.ts';
import type { Kind } from '../kind.ts';
import { existingGuests, runningGuests } from '../observe/observe.ts';
import { inputsOf } from './inputs.ts';
import { observedBy } from './perform.ts';
import type { Twin } from './twin.ts';

export function status<G extends Guest>(twin: Twin<G>): VerbDefinition {
  const { kind } = twin.sight;
  const { word, example, statusCost } = kind;
  const { guest } = example;
  return {
    summary: `show which ${word}s exist, run, differ from what is declared, are provisioned`,
    description: [...STATUS_COLUMNS, statusCost],
    examples: [
      ['status', `all declared ${word}s`],
      ['status --all', `all ${word}s of this host, declared or not`],
      [`status ${guest} --json`, `${guest} as data`],
    ],
    ids: 'any',
    effect: 'look',
    flags: ['all'],
    run: async (context) => {
      requireProxmox(context.host, twin.sight.kind.tool);
      const { host, declared, ids, flags } = context;
      const { world, planners } = await observedBy(twin, context, ids);
      const known = inputsOf(twin, context, world, ids).map(planners.statusOf);
      if (flags.own.all === undefined) {
        context.showStatus(known);
        return undefined;
      }
      const own = twin.sight.guests(declared);
      if (ids.length < own.size || ids.some((id) => !own.has(id)))
        throw usageError('--all is about all guests: name none beside it', 'type status --all');
      const others = existingGuests(host, kind).filter((id) => !own.has(id));
      const all = [
        ...known.map((one) => ({ ...one, declared: true })),
        ...(await undeclared(kind, host, others)),
      ];
      context.showStatus(all.sort((a, b) => a.id - b.id));
      return undefined;
    },
  };
}

async function undeclared(kind: Kind, host: Host, ids: readonly number[]): Promise<GuestStatus[]> {
  if (ids.length === 0) return [];
  const running = await runningGuests(host, kind);
  return ids.flatMap((id) => {
    const text = host.read(kind.conf(id));
    if (text === undefined) return [];
    const conf = parseConf(text);
    return [
      {
        id,
        kind: kind.name,
        name: nameOf(kind, { id, conf }),
        exists: true,
        running: running.has(id),
        template: conf.main.keys.get('template') === '1',
        drift: false,
        provisioned: null,
        declared: false,
      },
    ];
  });
}
