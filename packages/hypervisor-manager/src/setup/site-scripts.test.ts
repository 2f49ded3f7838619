import type { Declared } from '@phoenix/shared-config';
import { fakeHost } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import { withScripts } from './site-scripts.ts';
import { defineStep, type SetupStep } from './step.ts';

const native = (name: string) =>
  defineStep({
    name,
    title: name,
    after: ['zfs'],
    isDeclared: () => false,
    observe: async () => undefined,
    plan: () => ({ operations: [] }),
  });

const declaration = {
  config: {} as Declared['hypervisor'],
  declared: { files: { hypervisor: '/etc/c.json' } } as Declared,
  baseDir: '/base',
  options: { wipe: [], upgrade: false },
  packages: [],
};

async function drafted(step: SetupStep | undefined, files: Record<string, string>) {
  const draft = await step?.draft(declaration, fakeHost({ files }));
  const done = draft?.operations.map((one) =>
    'run' in one ? `${one.cause}: ${one.run.join(' ')}` : `write ${one.write}`,
  );
  return [...(done ?? []), ...(draft?.problems ?? []).map(({ message }) => message)];
}

it('a script of the site stands in the place of a step, or at the end', () => {
  const steps = withScripts([native('storages'), native('nfs')], {
    dns: 'dns.sh',
    storages: 'st.sh',
  });
  expect(steps.map(({ name, title }) => `${name}: ${title}`)).toEqual([
    'storages: script st.sh of the site',
    'nfs: nfs',
    'dns: script dns.sh of the site',
  ]);
  expect(steps[0]?.after).toEqual(['zfs']);
  expect(steps[0]?.isDeclared(declaration, fakeHost())).toBe(true);
});

it('it runs once for each content', async () => {
  const [step] = withScripts([], { dns: 'dns.sh' });
  const script = '/base/bin/hypervisor_setup/dns.sh';
  const record = '/var/lib/phoenix/setup/dns';
  expect(await drafted(step, {})).toEqual([`cannot take step dns: ${script} does not exist`]);
  expect(await drafted(step, { [script]: 'x' })).toEqual([
    `dns.sh has not run yet: /bin/bash ${script} /etc/c.json`,
    `write ${record}`,
  ]);
  const hash = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881';
  expect(await drafted(step, { [script]: 'x', [record]: `${hash}\n` })).toEqual([]);
  expect(await drafted(step, { [script]: 'y', [record]: `${hash}\n` })).toEqual([
    `dns.sh has changed: /bin/bash ${script} /etc/c.json`,
    `write ${record}`,
  ]);
});
