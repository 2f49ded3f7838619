import type { ShownOperation } from '@phoenix/shared-runtime';
import { expect, it } from 'vitest';
import { changesOf, isProgress, type Part } from './changes.ts';

const set: ShownOperation = {
  id: 'set',
  cause: 'cores 2 -> 4',
  run: ['pct', 'set', '950', '--cores', '4'],
  fingerprint: 'a',
};
const start: ShownOperation = {
  id: 'start',
  cause: 'declared guests run',
  run: ['pct', 'start', '950'],
  fingerprint: 'b',
};
const script: ShownOperation = {
  id: 'feature docker',
  cause: 'feature docker',
  run: ['pct', 'exec', '950', '--', 'sh', '-s'],
  inputLines: 3,
  fingerprint: 'c',
  guard: { guest: 950, record: 'feature.docker', hash: 'one', predicted: 'run' },
};
const file: ShownOperation = {
  id: 'hook',
  cause: 'the hook is new',
  write: '/var/lib/vz/snippets/hook.sh',
  content: { lines: ['true'], count: 1 },
  fingerprint: 'd',
};
const ready: ShownOperation = { id: 'ready', cause: 'started', run: ['true'], fingerprint: 'e' };

function part(over: Partial<Part> = {}): Part {
  return {
    subject: 950,
    name: 'vllm',
    isThere: true,
    operations: [set, start, script],
    needs: [920],
    declared: { cores: 4, name: '#aa' },
    ...over,
  };
}

/** What is told, a line for each change: `configuration: cores 4 -> 6`. */
function told(saved: readonly Part[], now: readonly Part[]): string[] {
  return changesOf(saved, now).map(({ subject, what, text }) => `${subject} ${what}: ${text}`);
}

it.each<[string, Partial<Part>, string[]]>([
  ['nothing', {}, []],
  [
    'a cause and a prediction',
    {
      operations: [
        { ...set, cause: 'cores unset -> 4' },
        start,
        {
          ...script,
          guard: { guest: 950, record: 'feature.docker', hash: 'one', predicted: 'done' },
        },
      ],
    },
    [],
  ],
  ['a declaration that changes nothing', { declared: { cores: 4, name: '#bb' } }, []],
  [
    'a declared number',
    {
      declared: { cores: 6, name: '#aa' },
      operations: [{ ...set, cause: 'cores 2 -> 6', fingerprint: 'x' }, start, script],
    },
    ['950 configuration: cores 4 -> 6', '950 state: set: cores 2 -> 6; planned was cores 2 -> 4'],
  ],
  [
    'the guest itself',
    {
      operations: [
        { ...set, cause: 'cores 3 -> 4', run: ['pct', 'set'], fingerprint: 'x' },
        start,
        script,
      ],
    },
    ['950 state: set: cores 3 -> 4; planned was cores 2 -> 4'],
  ],
  [
    'a script',
    { operations: [set, start, { ...script, fingerprint: 'x' }] },
    ['950 content: feature docker: its script has changed'],
  ],
  [
    'a command',
    { operations: [{ ...set, fingerprint: 'x' }, start, script] },
    ['950 state: set: it would be done with another command'],
  ],
  [
    'what is to be done besides',
    { operations: [set, start, script, file] },
    ['950 state: needs hook as well now (the hook is new)'],
  ],
  [
    'the order of operations',
    { operations: [start, set, script] },
    ['950 state: has another order of operations now'],
  ],
  ['what it follows', { needs: [920, 953] }, ['950 selection: follows 920, 953 now, not 920']],
  ['its being there', { isThere: false, operations: [file] }, ['950 state: is not there any more']],
  [
    'what makes it impossible, which is not that all is done',
    { operations: [], problem: 'x.sh does not exist' },
    ['950 state: is impossible now: x.sh does not exist'],
  ],
  ['all being done', { operations: [] }, ['950 done: is as planned already']],
  [
    'a part being done',
    { operations: [script] },
    ['950 begun: is done in part: 1 of 3 operations are left'],
  ],
  [
    'a making that was cut off',
    { operations: [file, set, start], resumes: true },
    ['950 begun: is done in part'],
  ],
])('tells %s', (_, over, expected) => {
  expect(told([part()], [part(over)])).toEqual(expected);
});

it('tells a content, and a guest that came to run or ceased to', () => {
  expect(
    told([part({ operations: [file] })], [part({ operations: [{ ...file, fingerprint: 'x' }] })]),
  ).toEqual(['950 content: hook: its content has changed']);
  const other = { ...set, cause: 'cores 1 -> 4', fingerprint: 'x' };
  expect(told([part()], [part({ operations: [other, script] })])).toEqual([
    '950 state: set: cores 1 -> 4; planned was cores 2 -> 4',
    '950 state: runs now',
  ]);
  expect(told([part({ operations: [set] })], [part({ operations: [set, start, ready] })])).toEqual([
    '950 state: does not run any more',
  ]);
});

it('tells guests that came into it and left it', () => {
  const other = part({ subject: 951, name: 'embed' });
  expect(told([part()], [other])).toEqual([
    '951 selection: is needed as well now',
    '950 selection: is not needed any more',
  ]);
});

it('takes for progress only what does what is left', () => {
  const progress = (operations: ShownOperation[]) =>
    isProgress(changesOf([part()], [part({ operations })]));
  expect(progress([start, script])).toBe(true);
  expect(progress([])).toBe(true);
  expect(progress([start, file])).toBe(false);
});
