import { type GuestKind, select } from '@phoenix/shared-config';
import { EXIT, type GuestStatus, PhoenixError } from '@phoenix/shared-runtime';
import { printError } from '@phoenix/shared-runtime/frame';
import { askAll } from '../ask.ts';
import { type Call, lookCall } from '../call.ts';
import { everyGuest } from '../every-guest.ts';
import { configurationOf, type Imported } from '../imported.ts';
import type { Session } from '../session.ts';
import type { LookVerb } from '../verb.ts';
import { outPaths, writeConfiguration } from '../write-configuration.ts';

export const importVerb: LookVerb = {
  name: 'import',
  group: 'Configuration',
  summary: 'print the configuration of guests that are on this host',
  usage: '[GUEST...]',
  takes: 'guests or all',
  examples: [
    ['import', 'all guests of this host that are not declared'],
    ['import 105 wiki', 'these two as they are, declared or not'],
    ['import --out-dir /root/lab', 'as configuration files in that directory'],
    ['import --json', 'for programs'],
  ],
  about: [
    'What is printed declares the guests as they are, so that phoenix plan has nothing to do: put',
    'lxc_configs and vms into their files. Nothing of what guests run is declared (features, scripts,',
    'health checks, dependencies), since nobody can see it; nor where a guest came from, unless it is a',
    'linked clone. Secrets are not printed.',
    'Told on stderr: settings that no key holds, which stay as they are, and what a plan would still do,',
    'such as starting a guest that does not run. Names and ranges are those of guests on this host. Exit',
    '1 when a guest cannot be declared.',
  ],
  flags: ['out-dir'],
  async run({ words }, session) {
    const paths = outPaths(session);
    const declared = session.declaredIfAny();
    const { guests: all, unavailable } = await everyGuest(session);
    const chosen = chosenOf(words, all);
    const calls = new Map<GuestKind, Call>();
    for (const [kind, own] of Map.groupBy(chosen, (one) => one.kind)) {
      const ids = own.map(({ id }) => id);
      calls.set(kind, lookCall('import', kind, ids, session.flags, ['--json']));
    }
    const asked = await askAll<Imported>(calls, session);
    const guests = [...asked.answers.values()]
      .flatMap((answer) => answer.guests)
      .sort((a, b) => a.id - b.id);
    for (const why of unavailable)
      session.out.talk(`note: not all guests are known: ${why.message}\n`);
    tell(guests, session);
    const configuration = configurationOf(guests);
    const { flags, out } = session;
    if (flags.json) {
      const files = { lxc: configuration.lxc ?? null, vm: configuration.vm ?? null };
      out.result(`${JSON.stringify({ files, guests })}\n`);
    } else if (paths === undefined) {
      const members = { ...configuration.lxc, ...configuration.vm };
      out.result(`${JSON.stringify(members, null, 2)}\n`);
    }
    if (paths !== undefined) {
      const would = flags.dryRun ? 'would write' : 'wrote';
      const say = flags.json ? out.talk : out.result;
      const written = writeConfiguration(configuration, paths, session);
      for (const path of written) say(`${would} ${path}\n`);
    }
    if (chosen.length === 0)
      out.talk(
        declared.lxc.size + declared.vms.size === 0
          ? 'note: there is no guest on this host\n'
          : 'note: every guest of this host is declared; name one to print it\n',
      );
    return guests.some(({ cannot }) => cannot !== undefined) ? EXIT.failed : EXIT.done;
  },
};

/** The guests on this host that words name; of `all` and of ranges only those that are not declared. */
function chosenOf(words: readonly string[], all: readonly GuestStatus[]): GuestStatus[] {
  const there = all.filter(({ exists }) => exists);
  const byId = (kind: GuestKind) =>
    new Map(there.filter((one) => one.kind === kind).map((one) => [one.id, one]));
  const asked = words.length === 0 ? ['all'] : words;
  const { ids, named, unknown } = select(
    { lxc: byId('lxc'), vms: byId('vm') },
    asked,
    'on this host',
  );
  if (unknown.length > 0) {
    const sentences = unknown.map(({ word, message }) => `${word} ${message}`);
    const hints = unknown.flatMap(({ hint }) => hint ?? []);
    throw new PhoenixError(sentences.join('; '), {
      exit: EXIT.notFound,
      hint: hints.length > 0 ? hints.join('; ') : 'phoenix status --all lists what there is',
    });
  }
  const wanted = new Set(ids);
  return there.filter(
    ({ id, declared }) => wanted.has(id) && (declared === false || named.has(id)),
  );
}

function tell(guests: readonly Imported[], { out }: Session): void {
  for (const { id, name, notes, cannot } of guests) {
    for (const note of notes) out.talk(`note: ${id} ${name}: ${note}\n`);
    if (cannot !== undefined)
      printError({ message: `cannot import ${id} ${name}: ${cannot}` }, out);
  }
}
