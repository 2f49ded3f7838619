import type { VmGuest } from '@phoenix/shared-config';
import type { GuestPlan, Operation } from '@phoenix/shared-runtime';
import type { Observed } from '@phoenix/shared-runtime/guests';
import { ABSENT, planLines } from '@phoenix/shared-runtime/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anInput, aVm, planCreate } from './fixtures.ts';

/** A VM in a model of Proxmox: what its conf file says, and what there is beside it. */
interface Machine {
  observed: Observed;
  texts: Record<string, string>;
}

const LIVE = /^(name|onboot|startup|tags|description|protection|net\d+)$/;
const section = (keys: Iterable<[string, string]>) => ({ keys: new Map(keys), raw: [] });

/** The conf file after `qm create`, `qm set`, `qm disk resize`, `qm start`, `qm template`. */
function ran(
  observed: Observed,
  [program, verb, ...words]: readonly string[],
  op: Operation,
): Observed {
  if (program === 'vm-manager') {
    const { record, hash } = op.guard ?? {};
    if (record === undefined || hash === undefined) return observed;
    return { ...observed, memory: new Map([...(observed.memory ?? []), [record, hash]]) };
  }
  const main = new Map(observed.conf?.main.keys);
  const pending = new Map(observed.conf?.pending.keys);
  const deleted = new Set(observed.conf?.pendingDelete);
  let description = observed.conf?.description ?? '';
  const { running } = observed;
  const options = words.slice(1);
  if (verb === 'create' || verb === 'set')
    for (let at = 0; at + 1 < options.length; at += 2) {
      const key = (options[at] ?? '').slice(2);
      const value = asStored(words[0] ?? '', key, options[at + 1] ?? '');
      if (key === 'delete')
        for (const gone of value.split(',')) {
          if (gone === 'description') description = '';
          else if (running && !LIVE.test(gone)) deleted.add(gone);
          else main.delete(gone);
          pending.delete(gone);
        }
      else deleted.delete(key);
      if (key === 'delete') continue;
      if (key === 'description') description = value;
      else if (running && !LIVE.test(key)) pending.set(key, value);
      else main.set(key, value);
    }
  if (verb === 'disk') {
    const [, , key = '', size = ''] = words;
    main.set(key, (main.get(key) ?? '').replace(/size=\w+/, `size=${size}`));
  }
  if (verb === 'start') {
    for (const key of deleted) main.delete(key);
    for (const [key, value] of pending) main.set(key, value);
    deleted.clear();
  }
  if (verb === 'template') main.set('template', '1');
  const conf = {
    main: section(main),
    pending: section(verb === 'start' ? [] : pending),
    pendingDelete: deleted,
    stale: new Set<string>(),
    snapshots: new Map(observed.conf?.snapshots),
    unfinished: new Set<string>(),
    description,
    dropped: [],
  };
  const runs = verb === 'start' || (running && verb !== 'shutdown');
  return { ...observed, memory: observed.memory ?? new Map(), conf, running: runs };
}

function asStored(id: string, key: string, value: string): string {
  if (/^net\d/.test(key)) return value.replace(/^(\w+),/, '$1=BC:24:11:00:00:01,');
  if (value.endsWith(':cloudinit')) return `${value.split(':')[0]}:vm-${id}-cloudinit,media=cdrom`;
  const volume = /^(\w+):0,import-from=[^,]*(.*)$/.exec(value);
  return volume ? `${volume[1]}:vm-${id}-disk-0${volume[2]},size=3584M` : value;
}

function applied(machine: Machine, plan: GuestPlan): Machine {
  let { observed } = machine;
  const texts = { ...machine.texts };
  for (const operation of plan.operations) {
    if ('content' in operation && operation.id === 'firewall')
      observed = { ...observed, firewall: operation.content };
    else if ('content' in operation) texts[operation.write] = operation.content;
    else if ('run' in operation) observed = ran(observed, operation.run, operation);
  }
  return { observed, texts };
}

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const word = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);

const overrides = fc.record({
  name: word,
  cores: fc.integer({ min: 1, max: 64 }),
  memory_mb: fc.integer({ min: 16, max: 65_536 }),
  disk_size_gb: fc.integer({ min: 4, max: 64 }),
  network_bridge: fc.constantFrom('vmbr0', 'vmbr1'),
  cpu_type: maybe(fc.constantFrom('host', 'kvm64', 'x86-64-v2-AES', 'host,flags=+aes')),
  agent: fc.boolean(),
  packages: fc.array(word, { maxLength: 3 }),
  network_config: maybe(
    fc.record(
      {
        ip: fc.constantFrom('dhcp', '10.0.0.7/24', '10.0.0.8/16'),
        gw: fc.constant('10.0.0.1'),
        nameservers: fc.array(fc.constantFrom('1.1.1.1', '9.9.9.9', '2620:fe::fe')),
        searchdomain: fc.constantFrom('', 'lab.test', 'a.test b.test'),
      },
      { requiredKeys: ['ip'] },
    ),
  ),
  mac_address: maybe(fc.constantFrom('52:54:00:67:89:b0', '52:54:00:67:89:B1')),
  user_config: maybe(fc.record({ username: word, ssh_keys: fc.constant([]) })),
  start_at_boot: fc.boolean(),
  boot_order: maybe(fc.integer({ min: 0, max: 9 })),
  boot_delay: maybe(fc.integer({ min: 0, max: 9 })),
  firewall: maybe(fc.record({ enabled: fc.boolean(), rules: fc.constant([]) })),
  tags: maybe(fc.array(fc.constantFrom('a', 'B', 'b', 'web'), { maxLength: 4 })),
  description: maybe(fc.constantFrom('', 'words', 'with: colon, comma=1', ' blank ')),
  is_template: fc.boolean(),
});

const guest = overrides.map((given): VmGuest => {
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  return aVm(8001, Object.fromEntries(known));
});

const plan = (of: VmGuest, { observed, texts }: Machine) =>
  planCreate(
    anInput({
      guests: [of],
      observed: { 8001: observed },
      texts,
      paths: ['/sys/class/net/vmbr1'],
    }),
    false,
  );

describe('a plan that was carried out', () => {
  it('leaves nothing to do: of a new VM, of one declared otherwise before, running or not', () => {
    fc.assert(
      fc.property(guest, guest, fc.boolean(), (first, second, stops) => {
        const made = applied(
          { observed: ABSENT, texts: {} },
          plan(first, { observed: ABSENT, texts: {} }),
        );
        expect(planLines(plan(first, made))).toEqual(['none']);
        const before = stops ? { ...made, observed: { ...made.observed, running: false } } : made;
        const todo = plan(second, before);
        expect(todo.problems).toEqual([]);
        expect(todo.operations.filter(({ id }) => id === 'set').length).toBeLessThanOrEqual(1);
        const after = plan(second, applied(before, todo));
        expect(after.operations.map(({ id }) => id)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
