import { expect, it } from 'vitest';
import { withoutSecrets } from './secret.ts';
import { container, load, machine, told } from './testing/world.ts';

it.each([
  ['a text', '{"password": "hunter2", "a": "b"}', '{"password": "(sensitive)", "a": "b"}'],
  ['on the next line', '"admin_password":\n "hunter2"', '"admin_password":\n "(sensitive)"'],
  ['with quotes in it', String.raw`"api_key": "a\"b\\", "x"`, '"api_key": "(sensitive)", "x"'],
  ['that is not closed', '"token": "hunter2\n}', '"token": "(sensitive)"\n}'],
  ['without quotes', '"password": hunter2,', '"password": "(sensitive)",'],
  ['kept elsewhere', '"password": {"file": "x"}', '"password": {"file": "x"}'],
  ['in a list', '"secret": ["x"]', '"secret": ["x"]'],
])('JSON is shown without a secret that is %s', (_, text, shown) => {
  expect(withoutSecrets(text)).toBe(shown);
});

const user = (password_hash: unknown) =>
  machine({ user_config: { username: 'ops', password_hash } });
const host = (data: object) => ({ hypervisor: { users: { username: 'ops' }, ...data } });
const warned = (written: Parameters<typeof load>[0]) =>
  load(written)
    .diagnostics.filter(({ code }) => code !== 'missing-file' && code !== 'missing-key')
    .map(told);

it.each<[string, Parameters<typeof load>[0], string]>([
  ['samba', host({ samba: { password: 'hunter2' } }), 'hypervisor:6:3 samba.password is'],
  [
    'users',
    { hypervisor: { users: { username: 'o', password_hash: '$6$a$b' } } },
    'hypervisor:4:3 users.password_hash is',
  ],
  [
    'portainer',
    host({ portainer_api: { admin_password: 'x y' } }),
    'hypervisor:6:3 portainer_api.admin_password is',
  ],
  [
    'unknown key',
    host({ step_ca: { a: [{ ca_token: 'x' }] } }),
    'hypervisor:8:5 step_ca.a[0].ca_token is',
  ],
  ['VM', { vms: [user('$6$a$b')] }, 'vm:14:5 guest 8000: user_config.password_hash is'],
  [
    'environment',
    { lxc: { 300: container({ lxc_options: ['lxc.environment = API_TOKEN=hunter2'] }) } },
    'guest 300: lxc_options[0] holds',
  ],
  [
    'address',
    host({ nvidia_driver: { runfile_url: 'https://a:hunter2@b/c' } }),
    'nvidia_driver.runfile_url holds',
  ],
])('a secret in plain text is warned about at its place: %s', (_, written, what) => {
  const warnings = warned(written).filter((one) => one.includes('plain-secret'));
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain(`${what} a secret in plain text`);
});

it.each<[string, Parameters<typeof load>[0]]>([
  ['a file', host({ samba: { password: { file: 'x' } } })],
  ['the environment', { vms: [user({ env: 'HASH' })] }],
  ['a credential', host({ portainer_api: { admin_password: { credential: 'x' }, url: 'y' } })],
  ['nowhere yet', { hypervisor: { users: { username: 'o', password_hash: 'NOT_SET' } } }],
  ['a file of former times', host({ samba: { password_file: '/root/x' } })],
])('one that is kept in %s is not', (_, written) => {
  expect(warned(written)).toEqual([]);
});

const FORMS = ' must be a text of one line that is not empty, or better {"file": PATH}';
it.each([
  [{}, FORMS],
  [{ file: 'a', env: 'B' }, FORMS],
  [{ vault: 'x' }, FORMS],
  [['x'], FORMS],
  [7, FORMS],
  [null, FORMS],
  [{ env: 1 }, FORMS],
  [{ file: '' }, '.file must be a path'],
  [{ file: '../a' }, '.file must be a path'],
  [{ env: 'A B' }, '.env must be the name of an environment variable'],
  [{ credential: '../x' }, '.credential must be the name of a systemd credential'],
  [{ credential: '..' }, '.credential must be the name of a systemd credential'],
])('%j says of no secret where it is', (password, must) => {
  const [one, ...more] = warned(host({ samba: { password } }));
  expect(more).toEqual([]);
  expect(one).toContain('error invalid-value');
  expect(one).toContain(`samba.password${must}`);
});

it('secrets are told with the file that declares them', () => {
  const { secrets } = load({
    hypervisor: { samba: { password: { file: 'x' } } },
    vms: [user({ env: 'HASH' })],
  });
  expect(secrets).toEqual([
    { file: 'hypervisor', secret: { file: 'x' } },
    { file: 'vm', secret: { env: 'HASH' } },
  ]);
});
