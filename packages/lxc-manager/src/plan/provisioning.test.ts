import { healthPlan } from '@phoenix/shared-runtime/guests';
import { BASE, planLines, running, stopped } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import { aClone, aGuest, anInput, confOf, planCreate } from './fixtures.ts';
import { containerWays } from './ways.ts';

const SCRIPTS = [`${BASE}/bin/app.sh`, `${BASE}/etc/phoenix_lxc_configs.json`];
const withApplication = aGuest(950, {
  features: ['base_setup'],
  application_script: 'app.sh',
  health_check: { command: ['curl', '-s', 'http://localhost'], retries: 5, interval: 2 },
});

/** What the guest remembers once everything was done in it. */
function memoryOf(guest = withApplication): Map<string, string> {
  const input = anInput({ guests: [guest], scripts: SCRIPTS });
  const { first, later } = containerWays.steps(input);
  const steps = [...first, ...later];
  const memory = new Map(steps.map(({ record, hash }) => [record, hash]));
  const health = healthPlan(input);
  if (health) memory.set('health', health.hash);
  return memory;
}

const ids = (guest: typeof withApplication, observed: ReturnType<typeof running>) =>
  planCreate(
    anInput({ guests: [guest], observed: { 950: observed }, scripts: SCRIPTS }),
    false,
  ).operations.map(({ id }) => id);

const SNAPSHOTS = '\n[pre-configured]\nsnaptime: 1\n\n[final-form]\nsnaptime: 2\n';

describe('provisioning', () => {
  it('runs in order, with a snapshot before the application and one at the end', () => {
    const plan = planCreate(anInput({ guests: [withApplication], scripts: SCRIPTS }), false);
    expect(plan.operations.map(({ id }) => id)).toEqual([
      'create',
      'start',
      'ready',
      'feature base_setup',
      'snapshot pre-configured',
      'application directory',
      'push app.sh',
      'push phoenix_lxc_configs.json',
      'application',
      'health',
      'snapshot final-form',
    ]);
  });

  it.each([
    [['curl', '-s', 'http://localhost'], 'find 950 healthy (curl -s http://localhost)'],
    [['sh', '-c', `a\n${'b'.repeat(200)}`], /^find 950 healthy \(sh -c [^\n]{1,74}\.\.\.\)$/],
  ])('a health check is called by the command that is tried: %j', (command, doing) => {
    const guest = aGuest(950, { health_check: { command, retries: 1, interval: 1 } });
    const [check] = healthPlan(anInput({ guests: [guest] }))?.operations ?? [];
    const expected = typeof doing === 'string' ? doing : expect.stringMatching(doing);
    expect(check).toMatchObject({ doing: expected });
  });

  it('does nothing in a guest that remembers all of it', () => {
    const conf = confOf(withApplication, '', SNAPSHOTS);
    expect(ids(withApplication, running(conf, { memory: memoryOf() }))).toEqual([]);
  });

  it('runs again what has another hash, and refreshes the last snapshot', () => {
    const memory = memoryOf().set('application', 'f'.repeat(32));
    const conf = confOf(withApplication, '', SNAPSHOTS);
    expect(ids(withApplication, running(conf, { memory }))).toEqual([
      'application directory',
      'push app.sh',
      'push phoenix_lxc_configs.json',
      'application',
      'health',
      'delete snapshot final-form',
      'snapshot final-form',
    ]);
  });

  it('takes no snapshot of a finished guest where the one before its application is gone', () => {
    const conf = confOf(withApplication, '', '\n[final-form]\nsnaptime: 2\n');
    expect(ids(withApplication, running(conf, { memory: memoryOf() }))).toEqual([]);
  });

  it('takes the snapshots that are missing where there is no application', () => {
    const { application_script: _script, ...rest } = withApplication;
    const plain = { ...rest, enable_lifecycle_snapshots: true };
    const memory = memoryOf(plain);
    expect(ids(plain, running(confOf(plain), { memory }))).toEqual([
      'snapshot pre-configured',
      'snapshot final-form',
    ]);
  });

  it('runs what has the hash of another step', () => {
    const [feature = ''] = [...memoryOf()].flatMap(([record, hash]) =>
      record.startsWith('feature') ? hash : [],
    );
    const memory = memoryOf().set('application', feature);
    const conf = confOf(withApplication, '', SNAPSHOTS);
    expect(ids(withApplication, running(conf, { memory }))).toContain('application');
  });

  it('asks for health again when it was never proved', () => {
    const memory = memoryOf();
    memory.delete('health');
    const conf = confOf(withApplication, '', SNAPSHOTS);
    expect(ids(withApplication, running(conf, { memory }))).toEqual(['health']);
  });

  it('tells why there can be no snapshot', () => {
    const guest = {
      ...withApplication,
      mount_points: [{ host_path: '/srv', container_path: '/x' }],
    };
    const input = anInput({ guests: [guest], scripts: SCRIPTS, paths: ['/srv'] });
    const plan = planCreate(input, false);
    expect(plan.operations.some(({ id }) => id.startsWith('snapshot'))).toBe(false);
    expect(plan.notes).toEqual([
      'no snapshot pre-configured, final-form of 950: mp0 (/srv) is a bind mount',
    ]);
  });

  it('an adopted guest is provisioned as it runs', () => {
    expect(ids(withApplication, running(confOf(withApplication))).slice(0, 2)).toEqual([
      'feature base_setup',
      'snapshot pre-configured',
    ]);
  });

  it('the site goes before what is built in', () => {
    const path = `${BASE}/bin/lxc_setup/phoenix_hypervisor_feature_install_base_setup.sh`;
    const input = anInput({ guests: [aGuest(950, { features: ['base_setup'] })], scripts: [path] });
    expect(planLines(planCreate(input, false)).slice(4)).toEqual([
      `feature base_setup [run]: ${path} 950`,
      expect.stringMatching(
        /^remember feature.base_setup \[run\]: pct exec 950 -- sh -s -- feature.base_setup /,
      ),
    ]);
  });
});

it('scripts with the line ends of Windows are named before anything is changed', () => {
  const guest = aGuest(950, {
    application_script: 'app.sh',
    features: ['own'],
    health_checks: [{ name: 'h', script: 'h.sh', args: [] }],
  });
  const feature = `${BASE}/bin/lxc_setup/phoenix_hypervisor_feature_install_own.sh`;
  const scripts = [`${BASE}/bin/app.sh`, `${BASE}/bin/health_checks/h.sh`, feature];
  const input = anInput({ guests: [guest], scripts });
  const dos = [...input.world.facts.scripts].map(
    ([path, fact]) => [path, { ...fact, isDos: true as const }] as const,
  );
  const facts = { ...input.world.facts, scripts: new Map(dos) };
  const plan = planCreate({ ...input, world: { ...input.world, facts } }, false);
  expect(plan.operations).toEqual([]);
  expect(plan.problems.map(({ message }) => message.split(':')[0]).sort()).toEqual(
    scripts.map((path) => `cannot run ${path} for 950`).sort(),
  );
  expect(plan.problems.map(({ hint }) => hint)).toContain(`type sed -i 's/\\r$//' ${feature}`);
});

describe('templates', () => {
  const template = aGuest(900, {
    start_at_boot: false,
    template_snapshot_name: 'base',
    features: ['base_setup'],
  });
  const plan = (conf: string, rest = {}) =>
    planCreate(anInput({ guests: [template], observed: { 900: stopped(conf, rest) } }), false);

  it('are finished once their snapshot is there', () => {
    const conf = `${confOf(template).replace('onboot: 1\n', '')}\n[base]\nsnaptime: 1\n`;
    const input = anInput({ guests: [template] });
    const [step] = containerWays.steps(input).first;
    const memory = new Map([[step?.record ?? '', step?.hash ?? '']]);
    expect(planLines(plan(conf, { memory }))).toEqual(['none']);
  });

  it('are completed when they were left without it', () => {
    expect(plan(confOf(template)).operations.map(({ id }) => id)).toEqual([
      'set',
      'start',
      'ready',
      'feature base_setup',
      'stop',
      'snapshot base',
    ]);
  });

  it('say that a feature has changed, and leave their clones the ground', () => {
    const memory = new Map([['feature.base_setup', '0'.repeat(32)]]);
    const conf = `${confOf(template).replace('onboot: 1\n', '')}\n[base]\nsnaptime: 1\n`;
    expect(plan(conf, { memory }).notes[0]).toContain('feature base_setup has changed');
  });

  it('are started also when all their features should have come with the source', () => {
    const source = aGuest(899, { features: ['base_setup'], start_at_boot: false });
    const { template: _archive, ...rest } = template;
    const guest = { ...rest, clone_from_ctid: 899 };
    expect(
      planCreate(anInput({ guests: [guest, source] }), false).operations.map(({ id }) => id),
    ).toEqual(expect.arrayContaining(['start', 'feature base_setup', 'stop']));
  });

  it('say that a feature was declared later', () => {
    const conf = `${confOf(template).replace('onboot: 1\n', '')}\n[base]\nsnaptime: 1\n`;
    expect(plan(conf, { memory: new Map() }).notes[0]).toBe(
      'feature base_setup is not in template 900; to have it, type phoenix delete 900 and phoenix create 900',
    );
  });

  it('become Proxmox templates where that is declared, without snapshots, which Proxmox refuses', () => {
    const guest = { ...template, is_template: true, enable_lifecycle_snapshots: true };
    const operations = planCreate(anInput({ guests: [guest] }), false).operations;
    expect(operations.some(({ id }) => id.startsWith('snapshot'))).toBe(false);
    expect(operations.at(-1)).toMatchObject({
      run: ['pct', 'template', '900'],
      expect: [{ key: 'template', value: '1' }],
    });
    const clone = aClone(901, 900);
    const [first] = planCreate(anInput({ guests: [clone, guest] }), false).operations;
    expect(first && 'run' in first ? first.run : []).not.toContain('--snapname');
  });

  it.each([
    ['', '[mine]\nsnaptime: 1\n', 'it has snapshots (mine)'],
    ['mp0: /srv,mp=/srv\n', '', 'mp0 (/srv) is a bind mount'],
  ])(
    'are not touched where they cannot become Proxmox templates: %j %j',
    (extra, snapshots, why) => {
      const guest = { ...template, is_template: true, features: [] };
      const conf = `${confOf(guest).replace('onboot: 1\n', '')}${extra}\n${snapshots}`;
      for (const observed of [stopped(conf), running(conf)]) {
        const input = anInput({ guests: [guest], observed: { 900: observed } });
        const { operations, problems } = planCreate(input, false);
        expect(operations).toEqual([]);
        expect(problems).toMatchObject([
          {
            message: `cannot convert 900 to a template, Proxmox would refuse: ${why}`,
            hint: expect.stringMatching(
              snapshots === ''
                ? /or take is_template out of 900$/
                : /type pct delsnapshot 900 mine; /,
            ),
          },
        ]);
        expect(planCreate(input, true)).toMatchObject({ action: 'none', problems: [] });
      }
    },
  );
});

describe('integration tests', () => {
  const guest = aClone(950, 900, {
    run_integration_tests: true,
    application_script: 'app.sh',
    tests: { integration_tests: [{ name: 'it answers', type: 'script', path: 'web/answers.sh' }] },
  });
  const source = aGuest(900);

  it('run at the end of create when asked for', () => {
    const scripts = [...SCRIPTS, `${BASE}/bin/tests/web/answers.sh`];
    const input = anInput({ guests: [guest, source], scripts, planned: [900, 950] });
    expect(planCreate(input, false).operations.map(({ id }) => id)).toContain('test it answers');
  });

  it('are told about when their scripts are missing', () => {
    const input = anInput({ guests: [guest, source], scripts: SCRIPTS, planned: [900, 950] });
    expect(planCreate(input, false).notes[0]).toContain('integration tests of 950 are not run');
  });
});
