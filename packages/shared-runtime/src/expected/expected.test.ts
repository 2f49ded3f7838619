import { describe, expect, it } from 'vitest';
import { keyedHash } from '../hash.ts';
import type { Operation } from '../operation.ts';
import { fingerprint, machineKey } from './fingerprint.ts';
import { expectWord } from './flags.ts';
import { refuseUnexpected } from './refuse-unexpected.ts';

const set: Operation = {
  id: 'set',
  cause: 'cores 2 -> 4',
  run: ['pct', 'set', '950', '--cores', '4'],
  effect: 'change',
  deadline: 60,
};
const feature: Operation = {
  id: 'feature docker',
  cause: 'not in the guest yet',
  run: ['pct', 'exec', '950', '--', 'sh', '-s'],
  input: 'install docker\n',
  effect: 'change',
  deadline: 600,
  guard: { guest: 950, record: 'feature.docker', hash: 'aa', predicted: 'run' },
};
const host = { read: () => 'f00d\n' };
const key = machineKey(host);
const word = expectWord([set, feature].map((operation) => fingerprint(operation, key)));

describe('a fingerprint', () => {
  it.each<[string, Operation]>([
    ['another command', { ...set, run: ['pct', 'set', '950', '--cores', '6'] }],
    ['another deadline', { ...set, deadline: 61 }],
    ['another id', { ...set, id: 'resize' }],
    ['a guard', { ...set, ...(feature.guard && { guard: feature.guard }) }],
  ])('is another with %s', (_, other) => {
    expect(fingerprint(other, key)).not.toBe(fingerprint(set, key));
  });

  it.each<[string, Operation]>([
    ['another script', { ...feature, input: 'install podman\n' }],
    [
      'another record',
      { ...feature, guard: { guest: 950, record: 'feature.docker', hash: 'bb', predicted: 'run' } },
    ],
  ])('is another with %s', (_, other) => {
    expect(fingerprint(other, key)).not.toBe(fingerprint(feature, key));
  });

  it('is the same for another reason, prediction and order of keys', () => {
    const { id, cause: _, ...rest } = feature;
    const other = { ...rest, cause: 'its script has changed', id } as Operation;
    expect(fingerprint(other, key)).toBe(fingerprint(feature, key));
    const done: Operation = {
      ...feature,
      guard: { guest: 950, record: 'feature.docker', hash: 'aa', predicted: 'done' },
    };
    expect(fingerprint(done, key)).toBe(fingerprint(feature, key));
  });

  it('tells nothing without the machine', () => {
    expect(keyedHash('here', 'secret')).not.toBe(keyedHash('there', 'secret'));
    expect(machineKey({ read: () => undefined })).toBe('no machine-id');
  });
});

describe('what is expected', () => {
  it.each<[string, readonly Operation[], string | undefined]>([
    ['the same', [set, feature], word],
    ['less', [feature], word],
    ['nothing left', [], word],
    ['nothing, and nothing is', [], 'none'],
    ['whatever it is', [set], undefined],
  ])('lets pass %s', (_, operations, given) => {
    expect(() => refuseUnexpected('950', operations, given, host)).not.toThrow();
  });

  it.each<[string, readonly Operation[], string]>([
    ['more', [set, feature, { ...set, id: 'start', cause: 'declared guests run' }], word],
    ['another order', [feature, set], word],
    ['the same twice', [set, set], word],
    ['anything where nothing was', [set], 'none'],
  ])('refuses %s', (_, operations, given) => {
    expect(() => refuseUnexpected('950', operations, given, host)).toThrow(
      /^cannot change 950 as was planned: it has changed since, and (?:set|start) \(.*\) was not in the plan$/,
    );
  });
});
