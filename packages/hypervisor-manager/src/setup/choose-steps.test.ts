import { expect, it } from 'vitest';
import { chooseSteps } from './choose-steps.ts';
import type { SetupStep } from './step.ts';

const all = ['packages', 'zfs', 'nfs', 'nvidia'].map((name) => ({ name }) as SetupStep);
const names = (...args: [Parameters<typeof chooseSteps>[1], string[]?]) =>
  chooseSteps(all, ...args).map(({ name }) => name);

it.each([
  [{}, [], ['packages', 'zfs', 'nfs', 'nvidia']],
  [{ only: 'nfs, zfs' }, [], ['packages', 'zfs', 'nfs']],
  [{ skip: 'nvidia' }, [], ['packages', 'zfs', 'nfs']],
  [{ only: 'nfs', skip: 'packages' }, [], ['nfs']],
  [{}, ['nvidia'], ['packages', 'zfs', 'nfs']],
  // The command line is nearer than the configuration.
  [{ only: 'nvidia' }, ['nvidia'], ['packages', 'nvidia']],
])('%j without %j is %j', (choice, skipped, expected) => {
  expect(names(choice, skipped)).toEqual(expected);
});

it.each(['only', 'skip'])('--%s refuses what is no step', (flag) => {
  expect(() => names({ [flag]: 'zfs,zsf' })).toThrow(
    `--${flag} names "zsf", which is no step of setup`,
  );
});

it.each([
  [{ only: 'zfs', skip: 'zfs' }, '--only zfs --skip zfs leaves no step to do'],
  [{ only: 'nfs,zfs', skip: 'zfs,packages,nfs' }, '--only nfs,zfs --skip zfs,packages,nfs leaves'],
  [{ skip: 'packages,zfs,nfs,nvidia' }, '--skip packages,zfs,nfs,nvidia leaves no step to do'],
])('%j leaves none', (choice, message) => {
  expect(() => names(choice)).toThrow(message);
});
