import { createHash } from 'node:crypto';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { afterAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { nodeVersion, root } from '../lib/toolchain.mjs';
import { allParts, contents } from './contents.mjs';
import { sbom } from './sbom.mjs';

interface Component {
  name: string;
  version: string;
  group?: string;
  'bom-ref': string;
  licenses?: [{ license: { id: string } }];
  hashes?: [{ alg: string; content: string }];
  components?: Component[];
}

/** What a package may be licensed under to be inside an executable. */
const ALLOWED = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

const dist = mkdtempSync(join(tmpdir(), 'phoenix-sbom-'));
for (const { output } of contents()) {
  mkdirSync(dirname(join(dist, output)), { recursive: true });
  writeFileSync(join(dist, output), output);
}
afterAll(() => rmSync(dist, { recursive: true }));

const build = { dist, version: '1.2.3', epoch: 1_700_000_000 };
const text = sbom(build);
const bom: {
  metadata: { timestamp: string; component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn?: string[] }[];
} = JSON.parse(text);
const named = (name: string) => bom.components.find((one) => one.name === name);

it('is CycloneDX 1.6, valid against its schema', async () => {
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
  expect(await validator.validate(text)).toBeNull();
  expect(await validator.validate(text.replace('"library"', '"libary"'))).not.toBeNull();
  expect(JSON.parse(text).specVersion).toBe('1.6');
});

it('is the same text each time, of the time of the sources', () => {
  expect(sbom(build)).toBe(text);
  expect(bom.metadata.timestamp).toBe('2023-11-14T22:13:20.000Z');
  expect(sbom({ ...build, version: '1.2.4' })).not.toContain(JSON.parse(text).serialNumber);
});

it('names every program with its hash, every part with its licence and its pin, and Node with what is in it', () => {
  const programs = ['hypervisor-manager', 'lxc-manager', 'phoenix', 'vm-manager'];
  const parts = Object.values(allParts()).map(({ name }) => name);
  const names = bom.components.map(({ name, group }) => (group ? `${group}/${name}` : name));
  expect(names.sort()).toEqual([...programs, ...parts, 'node'].sort());
  expect(named('phoenix')?.hashes).toEqual([
    { alg: 'SHA-256', content: createHash('sha256').update('bin/phoenix').digest('hex') },
  ]);
  for (const one of bom.components) expect(one.hashes?.[0].content).toMatch(/^[0-9a-f]{64,128}$/);
  expect(named('zod')).toMatchObject({ licenses: [{ license: { id: 'MIT' } }] });
  expect(named('node')?.version).toBe(nodeVersion);
  expect(named('node')?.components?.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['openssl', 'uv', 'v8', 'zlib']),
  );
});

it('says what stands on what, also what was bundled into a package before it was published', () => {
  const edges = new Map(bom.dependencies.map(({ ref, dependsOn = [] }) => [ref, dependsOn]));
  const refOf = (name: string) => named(name)?.['bom-ref'] ?? '';
  expect(edges.get(bom.metadata.component['bom-ref'])).toHaveLength(4);
  expect(edges.get(refOf('phoenix'))).toEqual(
    expect.arrayContaining([refOf('node'), refOf('dagre'), refOf('graphlib'), refOf('zod')]),
  );
  expect(edges.get(refOf('lxc-manager'))).not.toContain(refOf('dagre'));
  expect(edges.get(refOf('dagre'))).toEqual([refOf('graphlib')]);
});

it.each(Object.values(allParts()).map((part) => [part.name, part] as const))(
  '%s: its licence may be in a package of ours and comes with it',
  (_, { license, text }) => {
    expect(ALLOWED).toContain(license);
    expect(text.length).toBeGreaterThan(400);
  },
);

const manifests = ['package.json', ...globSync('packages/*/package.json', { cwd: root })];

it.each(manifests)('%s: every dependency of npm is pinned to one version', (file) => {
  const manifest = JSON.parse(readFileSync(join(root, file), 'utf8'));
  const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
    ([, version]) => !/^(?:\d+\.\d+\.\d+|workspace:\*)$/.test(String(version)),
  );
  expect(loose).toEqual([]);
});

it('no dependency runs a script when it is installed', () => {
  const settings = parse(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8'));
  expect(settings).not.toHaveProperty('onlyBuiltDependencies');
  expect(settings).not.toHaveProperty('dangerouslyAllowAllBuilds');
});

it('docs/security.md tells how many packages of npm are inside, and how many of them we name', () => {
  const direct = ['dispatcher', 'shared-config', 'shared-runtime', 'vm-manager'].flatMap((name) => {
    const file = join(root, 'packages', name, 'package.json');
    return Object.keys(JSON.parse(readFileSync(file, 'utf8')).dependencies);
  });
  const ours = new Set(direct.filter((name) => !name.startsWith('@phoenix/')));
  const page = readFileSync(join(root, 'docs', 'security.md'), 'utf8');
  expect(page).toContain(`${Object.keys(allParts()).length} packages of npm`);
  expect(page).toContain(`${ours.size} that Phoenix names`);
});
