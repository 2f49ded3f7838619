import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Operation } from '@phoenix/shared-runtime';
import { fakeHost } from '@phoenix/shared-runtime/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { observeArmed } from './observe.ts';
import { confirmation, firstBack, onTrial, trialProblems } from './plan.ts';
import { type Arming, scriptText } from './script.ts';

const arming: Arming = {
  name: 'network',
  before: { '/etc/a': 'old\n', '/etc/b': undefined },
  reload: [['ifreload', '-a']],
};
const said = (operations: readonly Operation[]) =>
  operations.map((one) => `${one.id}: ${'run' in one ? one.run.join(' ') : one.write}`);
const check = { id: 'ask', cause: 'c', run: ['ask'], effect: 'check', deadline: 1 } as const;

it('97: armed before the change, confirmed after the checks', () => {
  const { operations, undo } = onTrial(
    arming,
    [{ id: 'w', cause: 'c', write: '/etc/a', content: '' }],
    [check],
  );
  expect(said(operations)).toEqual([
    'save /etc/a: /var/lib/phoenix/rollback/network/saved/etc/a',
    'list of files: /var/lib/phoenix/rollback/network/files',
    'way back: /var/lib/phoenix/rollback/network.sh',
    'arm: systemd-run --on-active=90 --timer-property=AccuracySec=1s --collect --unit=phoenix-network-rollback /bin/sh /var/lib/phoenix/rollback/network.sh',
    'w: /etc/a',
    'ask: ask',
    'confirm: systemctl stop phoenix-network-rollback.timer',
  ]);
  expect(undo).toMatchObject({ after: 'arm', before: 'confirm' });
  expect(said(undo.operations)).toEqual(['go back: /bin/sh /var/lib/phoenix/rollback/network.sh']);
  expect(said(confirmation('network', [check]))).toEqual(said(operations).slice(-2));
});

it.each([
  ['active\ninactive\n', 'on trial', 1, 0],
  ['inactive\nactivating\n', 'going back', 0, 1],
  ['active\nactive\n', 'going back', 0, 1],
  ['inactive\ninactive\n', 'no', 0, 0],
])('systemctl says %j: %s', async (units, state, back, problems) => {
  const folder = '/var/lib/phoenix/rollback/network';
  const host = fakeHost({
    files: {
      [`${folder}.sh`]: '',
      [`${folder}/files`]: '/etc/a\n/etc/b\n',
      [`${folder}/saved/etc/a`]: 'old\n',
    },
    commands: { 'systemctl is-active': units },
  });
  const armed = await observeArmed(host, 'network');
  expect(armed.state).toBe(state);
  expect(armed.before).toEqual(state === 'on trial' ? arming.before : {});
  expect(firstBack('network', armed)).toHaveLength(back);
  expect(trialProblems('network', armed)).toHaveLength(problems);
});

it('nobody is asked where nothing was ever armed', async () => {
  const host = fakeHost();
  expect(await observeArmed(host, 'network')).toEqual({ state: 'no', before: {} });
  expect(host.calls).toEqual([]);
});

it('98: whatever a path holds is one word of the script', () => {
  const before = { "/etc/a b; rm -rf '$HOME'": 'x' };
  expect(scriptText({ name: 'network', before, reload: [['echo', '$(id)']] })).toContain(
    "\necho '$(id)' || result=1\n",
  );
  const syntax = spawnSync('/bin/sh', ['-n'], {
    input: scriptText({ name: 'network', before, reload: [] }),
  });
  expect(syntax.status).toBe(0);
});

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'phoenix-armed-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Runs the script with all of its absolute paths below a directory, and commands that tell. */
function run(systemctl = 'exit 0', reload = 'exit 0') {
  mkdirSync(`${root}/bin`, { recursive: true });
  writeFileSync(`${root}/bin/systemctl`, `#!/bin/sh\necho "$@" >>${root}/called\n${systemctl}\n`, {
    mode: 0o755,
  });
  writeFileSync(`${root}/bin/ifreload`, `#!/bin/sh\necho reload >>${root}/called\n${reload}\n`, {
    mode: 0o755,
  });
  const script = scriptText(arming).replaceAll(/(?<=[ >'])\/(?=etc|var)/g, `${root}/`);
  return spawnSync('/bin/sh', ['-c', script], {
    env: { PATH: `${root}/bin:${process.env.PATH}` },
    encoding: 'utf8',
  });
}

function changed() {
  const saved = `${root}/var/lib/phoenix/rollback/network/saved/etc`;
  mkdirSync(saved, { recursive: true });
  mkdirSync(`${root}/etc`, { recursive: true });
  writeFileSync(`${saved}/a`, 'old\n', { mode: 0o600 });
  writeFileSync(`${root}/etc/a`, 'new\n', { mode: 0o640 });
  writeFileSync(`${root}/etc/b`, 'new\n');
}

it('the script puts files back as often as it is called, then stops the timer', () => {
  changed();
  for (let time = 0; time < 2; time += 1) {
    expect(run()).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(`${root}/etc/a`, 'utf8')).toBe('old\n');
    expect(statSync(`${root}/etc/a`).mode & 0o777).toBe(0o640);
    expect(existsSync(`${root}/etc/b`)).toBe(false);
  }
  expect(readFileSync(`${root}/called`, 'utf8')).toBe(
    'reload\nstop phoenix-network-rollback.timer\n'.repeat(2),
  );
});

it('a timer that is gone is no failure', () => {
  changed();
  expect(run('exit 5').status).toBe(0);
});

it('where something did not go back the timer stays', () => {
  changed();
  expect(run('exit 0', 'exit 1').status).toBe(1);
  expect(readFileSync(`${root}/called`, 'utf8')).toBe('reload\n');
  expect(readFileSync(`${root}/etc/a`, 'utf8')).toBe('old\n');
});
