import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './toolchain.mjs';
import { directory, flag, list, one, oneOf, positive, read, text, whole } from './typed.mjs';

const UNDERSTOOD = {
  name: 'try',
  usage: 'usage: npm run try\n',
  options: {
    seed: { read: whole(0), default: 1 },
    minutes: { read: positive },
    sizes: { read: list(whole(1)) },
    kinds: { read: list(oneOf(['power', 'killed'])) },
    only: { read: text },
    etc: { read: directory },
    resume: flag,
  },
};

describe('what was typed', () => {
  it('is read, with what holds without it', () => {
    expect(read(UNDERSTOOD, [])).toEqual({ values: { seed: 1, resume: false }, words: undefined });
    const args = '--seed 7 --minutes .5 --sizes 1,20 --kinds power --only a --etc / --resume';
    expect(read(UNDERSTOOD, args.split(' ')).values).toEqual({
      seed: 7,
      minutes: 0.5,
      sizes: [1, 20],
      kinds: ['power'],
      only: 'a',
      etc: '/',
      resume: true,
    });
  });

  it('may have words besides options', () => {
    const words = (given: string[]) => given.map((word) => one('PART', word, oneOf(['a', 'b'])));
    expect(read({ ...UNDERSTOOD, words }, ['b', '--resume', 'a']).words).toEqual(['b', 'a']);
    expect(() => read({ ...UNDERSTOOD, words }, ['c'])).toThrow(
      "PART cannot be 'c': there are a, b",
    );
  });

  it.each([
    ['--nonsense', "unknown option '--nonsense'"],
    ['word', "unexpected argument 'word'"],
    ['--seed', "option '--seed <value>' argument missing"],
    ['--resume=yes', "option '--resume' does not take an argument"],
    ['--seed abc', "--seed cannot be 'abc': it is no whole number from 0"],
    ['--seed=-1', "--seed cannot be '-1': it is no whole number from 0"],
    ['--seed 1.5', "--seed cannot be '1.5': it is no whole number from 0"],
    ['--seed 1e3', "--seed cannot be '1e3': it is no whole number from 0"],
    ['--seed=', "--seed cannot be '': it is no whole number from 0"],
    ['--seed 99999999999999999', "--seed cannot be '99999999999999999'"],
    ['--minutes 0', "--minutes cannot be '0': it is no number above 0"],
    ['--minutes soon', "--minutes cannot be 'soon': it is no number above 0"],
    ['--sizes 10,', "--sizes cannot be '10,': it is no whole number from 1"],
    ['--kinds power,nope', "--kinds cannot be 'power,nope': there are power, killed"],
    ['--etc /nowhere', "--etc cannot be '/nowhere': there is no such directory"],
  ])('%s is refused', (line, why) => {
    expect(() => read(UNDERSTOOD, line.split(' '))).toThrow(why);
  });
});

/** What a script says to a command line that it does not act upon. */
function said(script: string, args: readonly string[]) {
  const file = join(root, 'scripts', `${script}.mjs`);
  const options = { cwd: root, encoding: 'utf8', timeout: 30_000 } as const;
  return spawnSync(process.execPath, [file, ...args], options);
}

const SCRIPTS = ['torture', 'mutants', 'fuzz', 'bench', 'explore', 'package'];

it.each(SCRIPTS)('npm run %s -- --help', (script) => {
  const { status, stdout, stderr } = said(script, ['--help']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(new RegExp(`^usage: npm run ${script} `));
});

it.each([
  ...SCRIPTS.map((script) => [script, ['--nonsense'], "unknown option '--nonsense'"] as const),
  ['torture', ['--seed', 'abc'], "--seed cannot be 'abc': it is no whole number from 0"],
  ['torture', ['--jobs', '0'], "--jobs cannot be '0'"],
  ['torture', ['--kinds', 'nope'], "--kinds cannot be 'nope': there are killed, "],
  ['torture', ['--only', '1.1.killed.99'], "--only cannot be '1.1.killed.99'"],
  ['mutants', ['nope'], "PART cannot be 'nope': there are conf-files, "],
  ['mutants', ['checks', '--only', 'nope.ts'], "--only cannot be 'nope.ts'"],
  ['mutants', ['checks', '--sample', 'some'], "--sample cannot be 'some'"],
  ['fuzz', ['--seed', 'x'], "--seed cannot be 'x'"],
  ['fuzz', ['--seed', '1', '--cases', 'y'], "--cases cannot be 'y'"],
  ['fuzz', ['--case', 'nope'], "--case cannot be 'nope': "],
  ['bench', ['nope'], "NAME cannot be 'nope': there are startup, "],
  ['bench', ['order', '--sizes', 'ten'], "--sizes cannot be 'ten'"],
  ['bench', ['converged', '--guests', '5'], "--guests cannot be '5'"],
  ['explore', ['soon'], "SECONDS cannot be 'soon'"],
] as const)('npm run %s -- %j', (script, args, why) => {
  const { status, stdout, stderr } = said(script, args);
  expect(stderr).toContain(`${script}: ${why}`);
  expect(stderr.trimEnd().split('\n').slice(1)).toEqual([`hint: npm run ${script} -- --help`]);
  expect({ status, stdout }).toEqual({ status: 64, stdout: '' });
});
