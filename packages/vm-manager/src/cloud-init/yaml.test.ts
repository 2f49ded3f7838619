import type { VmGuest } from '@phoenix/shared-config';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { machine } from './fixtures.ts';
import { networkConfig } from './network-config.ts';
import { sameData } from './same-data.ts';
import { userData } from './user-data.ts';
import { documentOf, written } from './yaml.ts';

/** Texts that some version of YAML takes for something else, or that end a value early. */
const traps = [
  ...['no', 'yes', 'on', 'off', 'y', 'n', 'true', 'NULL', 'null', '~', '', ' ', '=', '<<', '.inf'],
  ...['1e3', '0o7', '0644', '0x1f', '1_000', '12:30:45', '2032-09-01', '-1', '.5', '+1', '1.'],
  ...['&a', '*a', '!tag', '!!binary x', '%TAG', '@x', '`x`', '|', '>', '- a', '-', '--- ', '...'],
  ...['key: value', 'a #b', '# x', '[a]', '{a: b}', '"', "'", '\\', '\\n', 'a\nb', '\n', 'a\r\nb'],
  ...['\t', 'a\tb', ' lead', 'trail ', '\u0000', '\u0007', '\u007f', '\u0085', '\u00a0', '\u2028'],
  ...[
    '\u2029',
    '\ufeff',
    '\uffff',
    'ü',
    '漢字',
    '🙂',
    '__HOSTNAME__',
    '#FEATURE_FILES_PLACEHOLDER#',
  ],
  'x'.repeat(2000),
];
const odd = () =>
  fc.oneof(
    fc.constantFrom(...traps),
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom(...traps), { maxLength: 4 }).map((parts) => parts.join('')),
  );

/** How cloud-init reads (1.1), and how most others do (1.2). */
const readers = (['1.1', '1.2'] as const).map(
  (version) =>
    (text: string): unknown =>
      parse(text, { version }),
);

/** A guest that no validation has seen. */
const wild = (): fc.Arbitrary<VmGuest> =>
  fc
    .record({
      name: odd(),
      packages: fc.array(odd(), { maxLength: 3 }),
      username: odd(),
      ssh_keys: fc.array(odd(), { maxLength: 3 }),
      password_hash: fc.option(odd(), { nil: undefined }),
      ip: odd(),
      gw: odd(),
      searchdomain: odd(),
      agent: fc.boolean(),
    })
    .map(({ name, packages, username, ssh_keys, password_hash, ip, gw, searchdomain, agent }) =>
      machine({
        name,
        packages,
        agent,
        user_config: {
          username,
          ssh_keys,
          ...(password_hash === undefined ? {} : { password_hash }),
        },
        network_config: { ip, gw, searchdomain },
      }),
    );

test('any data is read back as what it is, by both versions', () => {
  const data = fc.letrec<{ any: string | boolean | object }>((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      odd(),
      fc.boolean(),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(fc.stringMatching(/^[a-z]{3,5}_[a-z]$/), tie('any'), { maxKeys: 3 }),
    ),
  })).any;
  fc.assert(
    fc.property(data, (value) => {
      const text = written(documentOf({ value: value as string }));
      for (const read of readers) expect(read(text)).toEqual({ value });
      expect(text).toMatch(/^[\n -~]*$/);
    }),
    { numRuns: 300 },
  );
});

test('user-data of any texts is read back as those texts', () => {
  fc.assert(
    fc.property(wild(), (guest) => {
      const text = userData(guest);
      expect(text.startsWith('#cloud-config\n')).toBe(true);
      const { username, ssh_keys, password_hash } = guest.user_config ?? {};
      for (const read of readers) {
        const data = read(text) as Record<string, unknown>;
        expect(data.hostname).toBe(guest.name.split('.')[0]);
        expect(data.users).toEqual([
          {
            name: username,
            groups: ['adm', 'sudo'],
            sudo: 'ALL=(ALL) NOPASSWD:ALL',
            shell: '/bin/bash',
            lock_passwd: password_hash === undefined,
            ...(password_hash === undefined ? {} : { hashed_passwd: password_hash }),
            ...(ssh_keys?.length === 0 ? {} : { ssh_authorized_keys: ssh_keys }),
          },
        ]);
        const wanted = new Set([...(guest.agent ? ['qemu-guest-agent'] : []), ...guest.packages]);
        expect(data.packages ?? []).toEqual([...wanted]);
      }
      expect(userData(structuredClone(guest))).toBe(text);
    }),
    { numRuns: 300 },
  );
});

const template = `#cloud-config
hostname: __HOSTNAME__
fqdn: "__HOSTNAME__.lab"
note: 'by __USERNAME__ on __HOSTNAME__'
__HOSTNAME__: key
users: [{ name: __USERNAME__, gecos: plain }]
write_files:
  - path: /etc/motd
    content: |
      welcome to __HOSTNAME__
      __USERNAME__
`;

test('texts put where the tokens of a template stand cannot become anything else', () => {
  fc.assert(
    fc.property(wild(), (guest) => {
      const [host = ''] = guest.name.split('.');
      // Two equal keys would be a mistake of the template, not of the value.
      fc.pre(!['hostname', 'fqdn', 'note', 'users', 'write_files', 'packages'].includes(host));
      const user = guest.user_config?.username ?? '';
      const keys = guest.user_config?.ssh_keys ?? [];
      const text = userData(guest, template);
      const data = parse(text, { merge: false }) as Record<string, unknown>;
      expect(data).toMatchObject({
        hostname: host,
        fqdn: `${host}.lab`,
        note: `by ${user} on ${host}`,
        [host]: 'key',
        write_files: [{ path: '/etc/motd', content: `welcome to ${host}\n${user}\n` }],
      });
      const [account] = data.users as Record<string, unknown>[];
      expect(account).toMatchObject({ name: user, gecos: 'plain' });
      expect(new Set((account?.ssh_authorized_keys as string[] | undefined) ?? [])).toEqual(
        new Set(keys),
      );
    }),
    { numRuns: 300 },
  );
});

test('addresses put into a network template stay addresses', () => {
  fc.assert(
    fc.property(odd(), odd(), (ip, gw) => {
      fc.pre(ip !== 'dhcp');
      const text = 'network:\n  addresses: [__IPV4_ADDRESS__]\n  gw: __IPV4_GATEWAY__\n';
      const guest = machine({ network_config: { ip, gw } });
      for (const read of readers) {
        expect(read(networkConfig(guest, text))).toEqual({ network: { addresses: [ip], gw } });
      }
    }),
  );
});

test('two files are the same when they say the same', () => {
  const text = userData(machine());
  expect(sameData(text, text)).toBe(true);
  expect(sameData(text, text.replaceAll('"', "'"))).toBe(true);
  expect(sameData(text, userData(machine({ packages: ['htop'] })))).toBe(false);
  expect(sameData('a: "true"\n', 'a: true\n')).toBe(false);
  expect(sameData(text, `# words\n${text}`)).toBe(false);
  expect(sameData('a: [b\n', 'a: [b,\n')).toBe(false);
});
