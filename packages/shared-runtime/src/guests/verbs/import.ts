import type { Declared } from '@phoenix/shared-config';
import { PhoenixError } from '../../errors.ts';
import { EXIT } from '../../exit-codes.ts';
import type { VerbContext } from '../../frame/context.ts';
import type { VerbDefinition } from '../../frame/definition.ts';
import type { GuestPlan } from '../../guest-plan.ts';
import { requireProxmox } from '../../host/require-proxmox.ts';
import type { Guest } from '../guest.ts';
import { holderText, idHolder } from '../id-holder.ts';
import { findGuests } from '../import/find.ts';
import { settle } from '../import/settle.ts';
import type { Imported, Wording, Words } from '../import/words.ts';
import { existingGuests } from '../observe/observe.ts';
import { plansOf } from './perform.ts';
import type { Twin } from './twin.ts';

export function importVerb<G extends Guest>(twin: Twin<G>): VerbDefinition {
  const { word, tool, example } = twin.sight.kind;
  const { guest } = example;
  return {
    summary: `print the configuration of ${word}s that are on the host`,
    description: [
      `Without ids, all ${word}s of this host that are not declared yet. What is printed is planned`,
      'as if it stood in the configuration file; what no key holds and what a plan would still do is',
      `told on stderr. Nothing is changed. Costs two ${tool} list.`,
    ],
    examples: [
      ['import', `all ${word}s that are not declared`],
      [`import ${guest}`, `${guest}, declared or not, as it is on the host`],
      [`import ${guest} --json`, 'the declaration and the notes as data'],
    ],
    ids: 'any',
    undeclared: true,
    effect: 'look',
    async run(context) {
      requireProxmox(context.host, twin.sight.kind.tool);
      const guests = await importGuests(twin, context);
      if (context.flags.json) context.out.result(`${JSON.stringify({ guests })}\n`);
      else show(await twin.wording(), context, guests);
      return guests.some(({ cannot }) => cannot !== undefined) ? EXIT.failed : EXIT.done;
    },
  };
}

async function importGuests<G extends Guest>(
  twin: Twin<G>,
  context: VerbContext,
): Promise<Imported[]> {
  const { declared, host } = context;
  const { sight } = twin;
  const wording = await twin.wording();
  const { kind } = sight;
  const own = sight.guests(declared);
  const existing = existingGuests(host, kind);
  refuseMissing(twin, context, existing);
  const ids = context.ids.length > 0 ? context.ids : existing.filter((id) => !own.has(id));
  const found = await findGuests(kind, wording, context, ids);
  const { loadConfig } = await import('@phoenix/shared-config');
  const path = declared.files[kind.name];
  const load = (file: object): Declared => {
    const text = JSON.stringify(file);
    const reader = {
      read: (asked: string) => (asked === path ? text : host.read(asked)),
      exists: (asked: string) => asked === path || host.exists(asked),
    };
    return loadConfig({ baseDir: declared.baseDir, reader, files: { [kind.name]: path } });
  };
  const before = host.read(path);
  const { guests, file } = settle(
    kind,
    wording,
    found,
    {
      ids: own.keys(),
      ...(before !== undefined && { file: JSON.parse(before.replace(/^\uFEFF/, '')) }),
    },
    load,
  );
  const said = guests.filter(({ declaration }) => declaration !== undefined);
  const ahead = { ...context, declared: load(file), ids: said.map(({ id }) => id) };
  const plans = await plansOf(twin, ahead, (input, { planCreate }) => planCreate(input, false));
  return guests.map((one) => withPlan(one, plans));
}

function refuseMissing<G extends Guest>(
  { sight }: Twin<G>,
  { ids, host }: VerbContext,
  existing: readonly number[],
): void {
  const { word, tool } = sight.kind;
  const missing = ids.find((id) => !existing.includes(id));
  if (missing === undefined) return;
  const holder = idHolder(host, sight.kind, missing);
  throw new PhoenixError(`cannot import ${missing}: there is no ${word} ${missing} on this host`, {
    exit: EXIT.notFound,
    hint:
      holder === undefined
        ? `${tool} list shows what there is`
        : `${missing} is ${holderText(holder)}`,
  });
}

/** What a plan would still do is told; when nothing, nothing is to be said. */
function withPlan(one: Imported, plans: readonly GuestPlan[]): Imported {
  const plan = plans.find(({ id }) => id === one.id);
  if (plan === undefined) return one;
  const would = plan.operations.map(({ doing, cause }) => `${doing} (${cause})`);
  return {
    ...one,
    notes: [
      ...one.notes,
      ...(would.length === 0 ? [] : [`declared like this, a plan would ${would.join('; ')}`]),
      ...plan.problems.map(({ message }) => `declared like this, a plan would say: ${message}`),
    ],
  };
}

function show(wording: Wording, { out }: VerbContext, guests: readonly Imported[]): void {
  const said = guests.flatMap(({ id, declaration }): [number, Words['keys']][] =>
    declaration === undefined ? [] : [[id, declaration]],
  );
  out.result(`${JSON.stringify(wording.file(new Map(said)), null, 2)}\n`);
  for (const { id, name, notes, cannot } of guests) {
    for (const note of notes) out.talk(`note: ${id} ${name}: ${note}\n`);
    if (cannot !== undefined) out.talk(`error: cannot import ${id} ${name}: ${cannot}\n`);
  }
}
