import { expect, test } from 'vitest';
import { formerTemplate, networkTemplate } from './fixtures.ts';
import { type TemplateKind, templateProblems } from './site-template.ts';

test('a broken template is a broken configuration', () => {
  expect(templateProblems('user-data', '/t', 'users: 5')[0]?.exit).toBe(65);
});

const said = (kind: TemplateKind, text: string) =>
  templateProblems(kind, '/p/etc/cloud-init/x.yml', text).map((one) => one.message);

test.each<[TemplateKind, string]>([
  ['user-data', formerTemplate],
  ['user-data', '#cloud-config\n{}\n'],
  ['user-data', '---\n# words\na: b\n'],
  ['user-data', 'a: !mine b\n'],
  ['user-data', 'a: &b [curl]\npackages: *b\nruncmd:\n'],
  ['user-data', 'users: ops, __USERNAME__\n'],
  ['user-data', 'users:\n  ops: {sudo: x}\n  guest: false\n'],
  ['user-data', 'users: [default, [a, b], {name: c}, {snapuser: d@e}]\n'],
  ['user-data', 'packages: [a, [b, "1.0"], {snap: [c]}]\n'],
  ['user-data', 'runcmd: ["5", [sleep, 5], ~, ls]\n'],
  ['network-config', networkTemplate],
  ['network-config', 'version: 1\nconfig: []\n'],
])('a %s template of %j is taken', (kind, text) => {
  expect(said(kind, text)).toEqual([]);
});

test.each<[TemplateKind, string, string]>([
  ['user-data', '#cloud-config\na: b\n  c: d\n', ':2: no YAML: '],
  ['user-data', '#cloud-config\nx:\n\ty: z\n', ':3: no YAML: Tabs are not allowed as indentation'],
  ['user-data', 'a: b\n\na: c\n', ':3: no YAML: Map keys must be unique'],
  ['user-data', 'a:\n  - *b\n', ':2: no YAML: nothing is called &b'],
  ['user-data', '# x\n\n- a\n', ':3: holds no keys'],
  ['user-data', 'a: b\n---\nc: d\n', ':2: no YAML: '],
  ['user-data', '', ':1: holds no keys'],
  ['user-data', '#!/bin/sh\n', ':1: "#!/bin/sh" makes another kind of file of it'],
  ['user-data', '# x\n## template: jinja\na: b\n', ':2: "## template: jinja" makes'],
  ['user-data', 'a: b\nusers: 5\n', ':2: users is no list'],
  ['user-data', 'packages: curl\n', ':1: packages is no list'],
  ['user-data', 'a: b\n# x\nruncmd: "echo hi"\n', ':3: runcmd is no list'],
  ['user-data', 'users:\n  name: ops\n', ':1: users is no list'],
  ['user-data', 'users: true\n', ':1: users is no list'],
  ['user-data', 'users:\n  - ops\n  - 5\n', ':3: users has an entry that is no user'],
  ['user-data', 'users: [{gecos: x}]\n', ':1: users has an entry that is no user'],
  ['user-data', 'packages:\n  - a\n  - yes\n', ':3: packages has an entry that is no package'],
  ['user-data', 'runcmd:\n- echo: hi\n', ':2: runcmd has an entry that is no command'],
  ['user-data', 'runcmd:\n- 5\n', ':2: runcmd has an entry that is no command'],
  ['user-data', 'runcmd:\n- [a, [b]]\n', ':2: runcmd has an entry that is no command'],
  ['user-data', 'a: b\n# J\ufffdrg\n', ':2: is not written in UTF-8'],
  ['network-config', 'network: {}\nx: \ufffd\n', ':2: is not written in UTF-8'],
  ['network-config', 'ethernets: {}\n', ':1: has no key "network"'],
])('a %s template of %j is refused at its line', (kind, text, message) => {
  const [problem, ...more] = said(kind, text);
  expect(more).toEqual([]);
  expect(problem).toMatch(/^cannot use \/p\/etc\/cloud-init\/x\.yml:\d+: /);
  expect(problem).toContain(message);
  expect(problem).not.toContain('\n');
});
