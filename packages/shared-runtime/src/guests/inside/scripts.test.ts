import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../hash.ts';
import { INSIDE } from '../paths.ts';
import {
  FORGET,
  FRESH_DIRECTORY,
  featureScript,
  PUSH_LOST,
  PUSHED_SCRIPT,
  RECORD,
  RUN_AND_RECORD,
  TEST,
} from './scripts.ts';

/** A name that sha256sum escapes in its answer, and that an `echo` of sh would garble. */
const NAME = 'a\\b $(id) "c"\\n.sh';
const SCRIPT = `#!/bin/sh\necho "ran with $1" >"$0.ran" && cp "$0.ran" "\${0%/*/*}/ran"\n`;

let guest: string;
beforeEach(() => {
  guest = mkdtempSync(join(tmpdir(), 'phoenix-inside-'));
});
afterEach(() => rmSync(guest, { recursive: true, force: true }));

/** Runs a script as a guest would, with the guest's directories in one of this test's own. */
function runIn(script: string, ...args: string[]) {
  const input = script
    .replaceAll(INSIDE.memory, `${guest}/memory`)
    .replaceAll(INSIDE.testRun, `${guest}/test`)
    .replaceAll(INSIDE.run, `${guest}/run`);
  const { status, stdout } = spawnSync('sh', ['-s', '--', ...args], { input, encoding: 'utf8' });
  return { status, stdout };
}

function push(directory: string, name = NAME): string {
  mkdirSync(join(guest, directory), { recursive: true });
  writeFileSync(join(guest, directory, name), SCRIPT);
  return join(guest, directory, name);
}

it('the directory for pushed files begins empty and closed, whatever a killed run left there', () => {
  push('run', 'stale.sh');
  chmodSync(join(guest, 'run'), 0o777);
  for (const _ of ['first', 'again'])
    expect(runIn(FRESH_DIRECTORY, join(guest, 'run'))).toEqual({ status: 0, stdout: '' });
  expect(readdirSync(join(guest, 'run'))).toEqual([]);
  expect(statSync(join(guest, 'run')).mode & 0o777).toBe(0o700);
});

describe('a pushed file may have any name', () => {
  it('as a script, which runs and is remembered', () => {
    const path = push('run');
    const args = ['application', 'hash', '950', NAME, path, sha256(SCRIPT)];
    expect(runIn(PUSHED_SCRIPT, ...args)).toEqual({ status: 0, stdout: '' });
    expect(readFileSync(join(guest, 'ran'), 'utf8')).toBe('ran with 950\n');
    expect(readFileSync(join(guest, 'memory/application'), 'utf8')).toMatch(/^hash /);
    expect(existsSync(join(guest, 'run'))).toBe(false);
  });

  it('as a test', () => {
    push('test');
    expect(runIn(TEST, NAME, sha256(SCRIPT))).toEqual({ status: 0, stdout: '' });
    expect(existsSync(join(guest, 'ran'))).toBe(true);
  });

  it('and is named as it is when it did not arrive as it was sent, or not at all', () => {
    const path = push('run');
    const told = (found: string) => ({
      status: PUSH_LOST,
      stdout: `${path} in the guest is ${found}, sent was SHA-256 0000\n`,
    });
    const args = ['application', 'hash', '950', NAME, path, '0000'];
    expect(runIn(PUSHED_SCRIPT, ...args)).toEqual(told(sha256(SCRIPT)));
    expect(runIn(PUSHED_SCRIPT, ...args)).toEqual(told('missing'));
    const lost = `${NAME} in the guest is missing, sent was SHA-256 0000\n`;
    expect(runIn(TEST, NAME, '0000')).toEqual({ status: PUSH_LOST, stdout: lost });
  });
});

describe('what fails is not taken for done, though it was done before', () => {
  const records = () => readdirSync(join(guest, 'memory')).sort();
  beforeEach(() => {
    for (const name of ['application', 'feature.docker', 'health']) runIn(RECORD, name, '0badcafe');
  });

  it('a script that was pushed', () => {
    const path = push('run', 'app.sh');
    writeFileSync(path, '#!/bin/sh\nexit 3\n');
    const args = ['application', 'hash', '950', 'app.sh', path, sha256('#!/bin/sh\nexit 3\n')];
    expect(runIn(PUSHED_SCRIPT, ...args).status).toBe(3);
    expect(records()).toEqual(['feature.docker']);
  });

  it('a feature that is built in', () => {
    expect(runIn(featureScript('exit 3'), 'feature.docker', 'hash').status).toBe(3);
    expect(records()).toEqual(['application']);
  });

  it('a health check', () => {
    expect(runIn(RUN_AND_RECORD, 'health', 'hash', 'false').status).toBe(1);
    expect(records()).toEqual(['application', 'feature.docker']);
  });

  it('a script on the host', () => {
    expect(runIn(FORGET, 'feature.docker').status).toBe(0);
    expect(records()).toEqual(['application']);
  });

  it('and nothing is done where nothing can be forgotten', () => {
    rmSync(join(guest, 'memory'), { recursive: true });
    mkdirSync(join(guest, 'memory/application'), { recursive: true });
    const ran = runIn(RUN_AND_RECORD, 'application', 'hash', 'touch', join(guest, 'ran'));
    expect([ran.status, existsSync(join(guest, 'ran'))]).toEqual([1, false]);
  });
});
