import type { VerbDefinition } from '../../frame/definition.ts';
import { type GuestSnapshots, type ShownSnapshot, snapshotsTable } from '../../guest-snapshots.ts';
import { requireProxmox } from '../../host/require-proxmox.ts';
import { type GuestConf, parseConf } from '../../pve/conf.ts';
import type { Guest } from '../guest.ts';
import { isTakenByVerb, purposeOf, TAKEN_BY_VERB } from '../plan/kept-snapshots.ts';
import { inOrder, timeOf } from '../plan/snapshot-age.ts';
import type { Ways } from '../plan/ways.ts';
import type { Twin } from './twin.ts';

export function snapshots<G extends Guest>(twin: Twin<G>): VerbDefinition {
  const { kind, guests } = twin.sight;
  const { word, example, tool } = kind;
  return {
    summary: `list the snapshots of ${word}s`,
    description: [
      `Without ids, those of every declared ${word}. Read from conf files: no ${tool} is run.`,
    ],
    examples: [
      ['snapshots', `of all ${word}s`],
      [`snapshots ${example.guest} --json`, `those of ${example.guest} as data`],
    ],
    ids: 'any',
    effect: 'look',
    run: async (context) => {
      requireProxmox(context.host, twin.sight.kind.tool);
      const { host, declared, ids, flags, out } = context;
      const ways = await twin.ways();
      const all = ids.flatMap((id): GuestSnapshots[] => {
        const guest = guests(declared).get(id);
        if (guest === undefined) return [];
        const text = host.read(kind.conf(id));
        const list = text === undefined ? [] : shown(guest, ways, parseConf(text));
        const exists = text !== undefined;
        return [{ id, kind: kind.name, name: guest.name, exists, snapshots: list }];
      });
      out.result(flags.json ? `${JSON.stringify({ guests: all })}\n` : snapshotsTable(all));
      return undefined;
    },
  };
}

function shown<G extends Guest>(guest: G, ways: Ways<G>, conf: GuestConf): ShownSnapshot[] {
  const whole = inOrder(conf).map((name): ShownSnapshot => {
    const section = conf.snapshots.get(name);
    const time = timeOf(name, conf);
    return {
      name,
      taken: time === 0 ? null : new Date(time * 1000).toISOString(),
      parent: section?.keys.get('parent') ?? null,
      current: conf.main.keys.get('parent') === name,
      whole: true,
      purpose:
        purposeOf(name, guest, ways) ??
        (section !== undefined && isTakenByVerb(section) ? TAKEN_BY_VERB : null),
      description: section?.description ?? '',
    };
  });
  const rest = [...conf.unfinished].map((name): ShownSnapshot => {
    const nothing = { taken: null, parent: null, current: false, description: '' };
    return { name, ...nothing, whole: false, purpose: purposeOf(name, guest, ways) ?? null };
  });
  return [...whole, ...rest];
}
