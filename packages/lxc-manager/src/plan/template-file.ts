import type { Operation, PlanProblem } from '@phoenix/shared-runtime';
import { DEADLINES } from '@phoenix/shared-runtime/guests';
import {
  offeredTemplates,
  type Storage,
  TEMPLATE_INDEXES,
  templatePlaces,
} from '@phoenix/shared-runtime/pve';
import type { PlanInput } from './types.ts';

/** Seconds for a fetch of two small files, each of which may have to wait for its server. */
const INDEX_DEADLINE = 300;

/** How a template archive is named to `pct create`, and what has to happen before. */
export interface TemplateArgument {
  readonly name: string;
  readonly argument: string;
  readonly operations: readonly Operation[];
  readonly problems: readonly PlanProblem[];
}

/**
 * Finds the archive where it is declared or in any template storage; when it is nowhere, plans
 * its download into the storage that was meant, and before it an update of the index of templates
 * where that does not list it: Proxmox downloads nothing else.
 */
export function templateArgument({ guest, world }: PlanInput): TemplateArgument {
  const template = guest.template ?? '';
  const name = template.split('/').at(-1) ?? '';
  if (template === '')
    return {
      name: 'none',
      argument: '',
      operations: [],
      problems: [
        {
          message: `cannot create ${guest.id}: it has neither a template nor a clone_from_ctid`,
          hint: `give ${guest.id} a "template" (an archive listed by pveam list) or a "clone_from_ctid"`,
        },
      ],
    };
  const places = templatePlaces(template, world.facts.storages);
  const found = places.find(({ path }) => world.facts.paths.get(path)?.kind === 'file');
  if (found) return { name, argument: reference(found, name), operations: [], problems: [] };
  const target = places.find(({ storage }) => storage !== undefined);
  if (target?.storage === undefined)
    return {
      name,
      argument: template,
      operations: [],
      problems: [
        {
          message: `cannot create ${guest.id}: template ${template} does not exist, and no storage takes templates (content vztmpl)`,
          hint: 'type pvesm set local --content vztmpl,iso,backup, or put the archive where it is declared',
        },
      ],
    };
  const download: Operation = {
    id: 'template',
    doing: `download template ${name} for ${guest.id}`,
    cause: `template ${name} is not on this host`,
    run: ['pveam', 'download', target.storage.id, name],
    effect: 'change',
    deadline: guest.timeouts.create ?? DEADLINES.create,
    holds: [`download:${target.path}`],
    expect: [{ path: target.path, exists: true }],
  };
  return {
    name,
    argument: reference(target, name),
    operations: [...indexUpdate(name, { guest, world }), download],
    problems: [],
  };
}

/** The update of the index of templates, unless it lists this one. */
function indexUpdate(name: string, { guest, world }: Pick<PlanInput, 'guest' | 'world'>) {
  const indexes = TEMPLATE_INDEXES.map((path) => world.facts.texts.get(path));
  if (offeredTemplates(indexes).has(name)) return [];
  const update: Operation = {
    id: 'template index',
    doing: `download a template for ${guest.id}`,
    cause: indexes.every((text) => text === undefined)
      ? 'this host has no index of templates'
      : `template ${name} is not in the index of templates of this host`,
    run: ['pveam', 'update'],
    effect: 'change',
    deadline: INDEX_DEADLINE,
    holds: ['download:templates'],
    expect: [{ template: name }],
    meanings: [
      {
        says: 'update failed',
        means: 'pveam update failed',
        hint: 'see /var/log/pveam.log; this host has to reach download.proxmox.com',
      },
    ],
  };
  return [update];
}

function reference({ path, storage }: { path: string; storage?: Storage }, name: string): string {
  return storage === undefined ? path : `${storage.id}:vztmpl/${name}`;
}
