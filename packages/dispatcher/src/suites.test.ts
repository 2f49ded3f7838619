import { describe, expect, it } from 'vitest';
import { suitesOf, suiteWord } from './suites.ts';

describe('words of phoenix test', () => {
  const _ = (word: string, guests: string, suite?: string) => () =>
    expect(suiteWord(word)).toEqual(suite === undefined ? { guests } : { guests, suite });

  it('id', _('950', '950'));
  it('suite', _('950:smoke', '950', 'smoke'));
  it('range', _('950:955', '950:955'));
  it('suite of a range', _('950:955:smoke', '950:955', 'smoke'));
  it('suite of a list', _('950,953:smoke', '950,953', 'smoke'));
  it('suite of all', _('all:smoke', 'all', 'smoke'));
  it('suite of a name', _('docker-vm-01:integration_tests', 'docker-vm-01', 'integration_tests'));
});

it('one call per kind and suite', () => {
  expect(
    suitesOf([
      { id: 950, kind: 'lxc', suite: undefined },
      { id: 951, kind: 'lxc', suite: 'smoke' },
      { id: 8001, kind: 'vm', suite: undefined },
      { id: 953, kind: 'lxc', suite: undefined },
      { id: 950, kind: 'lxc', suite: undefined },
    ]),
  ).toEqual([
    { kind: 'lxc', suite: undefined, ids: [950, 953] },
    { kind: 'lxc', suite: 'smoke', ids: [951] },
    { kind: 'vm', suite: undefined, ids: [8001] },
  ]);
});
