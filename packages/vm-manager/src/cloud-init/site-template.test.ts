import { expect, test } from 'vitest';
import { formerTemplate, networkTemplate } from './fixtures.ts';
import { type TemplateKind, templateProblems } from './site-template.ts';

const said = (kind: TemplateKind, text: string) =>
  templateProblems(kind, '/p/etc/cloud-init/x.yml', text).map((one) => one.message);

test.each<[TemplateKind, string]>([
  ['user-data', formerTemplate],
  ['user-data', '#cloud-config\n{}\n'],
  ['user-data', '---\n# words\na: b\n'],
  ['user-data', 'a: !mine b\n'],
  ['user-data', 'a: &b [curl]\npackages: *b\nruncmd:\n'],
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
  ['network-config', 'ethernets: {}\n', ':1: has no key "network"'],
])('a %s template of %j is refused at its line', (kind, text, message) => {
  const [problem, ...more] = said(kind, text);
  expect(more).toEqual([]);
  expect(problem).toMatch(/^cannot use \/p\/etc\/cloud-init\/x\.yml:\d+: /);
  expect(problem).toContain(message);
  expect(problem).not.toContain('\n');
});
