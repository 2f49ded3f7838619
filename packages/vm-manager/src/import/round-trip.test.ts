import { loadConfig, type VmGuest } from '@phoenix/shared-config';
import { parseConf } from '@phoenix/shared-runtime/pve';
import { BASE } from '@phoenix/shared-runtime/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { userData } from '../cloud-init/user-data.ts';
import { configure } from '../plan/configure.ts';
import { createFromImage } from '../plan/define.ts';
import { anInput, IMAGE, snippetOf } from '../plan/fixtures.ts';
import { vmWording } from './wording.ts';

const KEY =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl me@desk';

const some = <T>(...all: T[]) => fc.subarray(all);
const maybe = <T>(key: string, value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined }).map((one) => (one === undefined ? {} : { [key]: one }));

const network = fc
  .tuple(
    fc.constantFrom({ ip: 'dhcp' }, { ip: '10.0.0.5/24', gw: '10.0.0.1' }),
    maybe('nameservers', fc.constant(['1.1.1.1', '9.9.9.9'])),
    maybe('searchdomain', fc.constantFrom('lab.test', ['a.test', 'b.test'])),
  )
  .map((parts) => Object.assign({}, ...parts));

const declaration = fc
  .tuple(
    fc.record({
      name: fc.constantFrom('vm', 'vm.lab.test'),
      cores: fc.integer({ min: 1, max: 64 }),
      memory_mb: fc.integer({ min: 16, max: 99_999 }),
      disk_size_gb: fc.integer({ min: 1, max: 999 }),
      storage_pool: fc.constantFrom('guests', 'files'),
      agent: fc.boolean(),
      start_at_boot: fc.boolean(),
      packages: some('htop', 'nfs-common'),
      qm_options: some('--numa 1', '--balloon 512', '--net1 virtio=BC:24:11:00:00:09,bridge=vmbr0'),
    }),
    maybe('cpu_type', fc.constantFrom('host', 'host,flags=+aes;-pcid')),
    maybe('mac_address', fc.constantFrom('52:54:00:67:89:B0', 'bc:24:11:0a:0b:0c')),
    maybe('description', fc.constantFrom('one', 'two\nlines')),
    maybe('tags', some('b', 'a', 'c')),
    maybe('network_config', network),
    maybe('user_config', fc.record({ username: fc.constant('ubuntu'), ssh_keys: some(KEY) })),
    fc
      .option(fc.tuple(fc.nat(9), fc.option(fc.nat(99))), { nil: undefined })
      .map((start) =>
        start === undefined
          ? {}
          : { boot_order: start[0], ...(start[1] === null ? {} : { boot_delay: start[1] }) },
      ),
  )
  .map((parts) =>
    Object.assign({ vmid: 8001, network_bridge: 'vmbr0', template_image: IMAGE }, ...parts),
  );

/** The VM that a configuration file declares. */
function loaded(file: object): VmGuest {
  const path = '/lab/vm.json';
  const { vms, diagnostics } = loadConfig({
    baseDir: BASE,
    reader: {
      read: (asked) => (asked === path ? JSON.stringify(file) : undefined),
      exists: () => true,
    },
    files: { vm: path },
  });
  const guest = vms.get(8001);
  if (guest === undefined) throw new Error(JSON.stringify(diagnostics));
  return guest;
}

it('a VM as it is made of a declaration is put into words that change nothing and make the same', () => {
  fc.assert(
    fc.property(declaration, (declared) => {
      const guest = loaded({ vms: [declared] });
      const made = anInput({ guests: [guest] });
      const { after } = createFromImage(made);
      const { description = '', ...keys } = Object.fromEntries(after.keys);
      const main = { keys: new Map(Object.entries(keys)), raw: [] };
      const texts = { [snippetOf(8001)]: userData(guest) };
      const words = vmWording.declare({
        id: 8001,
        conf: { ...parseConf(''), main, description },
        running: true,
        known: new Set(),
        declared: made.declared,
        storages: made.world.facts.storages,
        texts: new Map(Object.entries(texts)),
      });
      if ('cannot' in words) throw new Error(words.cannot);
      expect(words.notes.filter((note) => !note.startsWith('no key holds'))).toEqual([]);
      const origin = { ...words.keys, template_image: IMAGE };
      const again = loaded(vmWording.file(new Map([[8001, origin]])));
      const input = anInput({ guests: [again], texts });
      expect(configure(input, after.keys, false)).toMatchObject({ operations: [], notes: [] });
      const { keys: same } = createFromImage(input).after;
      expect(Object.fromEntries(same)).toEqual(Object.fromEntries(after.keys));
    }),
  );
});
