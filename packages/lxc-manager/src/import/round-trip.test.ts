import { type LxcGuest, loadConfig } from '@phoenix/shared-config';
import { parseConf } from '@phoenix/shared-runtime/pve';
import { BASE } from '@phoenix/shared-runtime/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { configure } from '../plan/configure.ts';
import { createFromTemplate } from '../plan/define.ts';
import { anInput, TEMPLATE } from '../plan/fixtures.ts';
import { found } from './fixtures.ts';
import { containerWording } from './wording.ts';

/** Some of these, in their order. */
const some = <T>(...all: T[]) => fc.subarray(all);
const maybe = <T>(key: string, value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined }).map((one) => (one === undefined ? {} : { [key]: one }));

const declaration = fc
  .tuple(
    fc.record({
      memory_mb: fc.integer({ min: 16, max: 99_999 }),
      storage_size_gb: fc.integer({ min: 1, max: 999 }),
      unprivileged: fc.boolean(),
      start_at_boot: fc.boolean(),
      gpu_assignment: some(0, 1, 2),
      pct_options: some('nesting=1', 'keyctl=1', 'fuse=0', 'mount=nfs;cifs'),
      lxc_options: some(
        'lxc.cgroup2.devices.allow=a',
        'lxc.cap.keep=sys_admin,mknod',
        'lxc.mount.entry: /dev/fuse dev/fuse none bind',
        'lxc.mount.auto=proc:rw sys:rw',
        'lxc.environment=A=b=c',
      ),
      volumes: some('/a', '/b').map((paths) =>
        paths.map((mount_point, at) => ({
          name: `v${at}`,
          pool: 'data',
          size_gb: 1 + at,
          mount_point,
        })),
      ),
      mount_points: some('/c', '/d').map((paths) =>
        paths.map((container_path) => ({
          host_path: `/host${container_path}`,
          container_path,
          read_only: container_path === '/c',
        })),
      ),
      id_maps: some('u', 'g', 'both').map(([type]) =>
        type === undefined ? [] : [{ type, container_id: 1000, host_id: 1000, size: 2 }],
      ),
    }),
    maybe('cores', fc.integer({ min: 1, max: 64 })),
    maybe('swap_mb', fc.integer({ min: 0, max: 4096 })),
    maybe('mac_address', fc.constantFrom('52:54:00:67:89:B0', 'bc:24:11:0a:0b:0c')),
    maybe('description', fc.constantFrom('one', 'two\nlines')),
    maybe('tags', some('b', 'a', 'c')),
    maybe('apparmor_profile', fc.constantFrom('unconfined', 'generated', 'own')),
    fc
      .option(fc.tuple(fc.nat(9), fc.option(fc.nat(99))), { nil: undefined })
      .map((start) =>
        start === undefined
          ? {}
          : { boot_order: start[0], ...(start[1] === null ? {} : { boot_delay: start[1] }) },
      ),
    fc
      .tuple(
        maybe('gw', fc.constant('10.0.0.1')),
        maybe('ip6', fc.constantFrom('auto', 'fd00::5/64')),
        maybe('nameservers', fc.constant(['1.1.1.1', '9.9.9.9'])),
        fc.constantFrom('dhcp', '10.0.0.5/24'),
      )
      .map(([gw, ip6, nameservers, ip]) => ({
        network_config: { name: 'eth0', bridge: 'vmbr0', ip, ...gw, ...ip6, ...nameservers },
      })),
  )
  .map(([first, ...others]) =>
    Object.assign({ name: 'web', storage_pool: 'guests', template: TEMPLATE }, first, ...others),
  );

/** The container that a configuration file declares. */
function loaded(file: object): LxcGuest {
  const path = '/lab/lxc.json';
  const { lxc, diagnostics } = loadConfig({
    baseDir: BASE,
    reader: {
      read: (asked) => (asked === path ? JSON.stringify(file) : undefined),
      exists: () => true,
    },
    files: { lxc: path },
  });
  const guest = lxc.get(105);
  if (guest === undefined) throw new Error(JSON.stringify(diagnostics));
  return guest;
}

it('a container as it is made of a declaration is put into words that change nothing and make the same', () => {
  fc.assert(
    fc.property(declaration, (declared) => {
      const guest = loaded({ lxc_configs: { 105: declared } });
      const { after } = createFromTemplate(anInput({ guests: [guest] }));
      const { description = '', ...keys } = Object.fromEntries(after.keys);
      const main = { keys: new Map(Object.entries(keys)), raw: after.raw };
      const conf = { ...parseConf(''), main, description };
      const texts = new Map([
        [`${BASE}/etc/apparmor/own`, ''],
        ['/etc/subuid', 'root:1000:2'],
        ['/etc/subgid', 'root:1000:2'],
      ]);
      const words = containerWording.declare(found(conf, { texts }));
      if ('cannot' in words) throw new Error(words.cannot);
      expect(words.notes).toEqual([]);
      const again = loaded(
        containerWording.file(new Map([[105, { ...words.keys, template: TEMPLATE }]])),
      );
      const input = anInput({ guests: [again] });
      expect(configure(input, after, { running: true, isNew: false })).toMatchObject({
        operations: [],
        notes: [],
      });
      const made = createFromTemplate(input).after;
      expect(Object.fromEntries(made.keys)).toEqual(Object.fromEntries(after.keys));
      expect(sorted(made.raw)).toEqual(sorted(after.raw));
    }),
  );
});

const sorted = (lines: readonly { key: string; value: string }[]) =>
  lines.map(({ key, value }) => `${key}: ${value}`).sort();
