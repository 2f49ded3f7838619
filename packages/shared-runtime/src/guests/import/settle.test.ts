import type { Diagnostic } from '@phoenix/shared-config';
import { describe, expect, it } from 'vitest';
import { parseConf } from '../../pve/conf.ts';
import { aDeclaration } from '../fixtures.ts';
import { CONTAINERS } from '../kind.ts';
import { settle } from './settle.ts';
import type { Found, Wording } from './words.ts';

/** Guests that name the guest before them where that is declared as well. */
const wording: Wording = {
  files: () => [],
  declare: ({ id, known }: Found) =>
    id === 109
      ? { cannot: 'it is odd' }
      : { keys: { of: known.has(id - 1) ? id - 1 : null }, notes: [] },
  file: (declarations, before = {}) => ({ ...before, ...Object.fromEntries(declarations) }),
};

const found = [105, 106, 107, 109].map((id) => ({
  id,
  conf: parseConf(`hostname: g${id}\n`),
  running: true,
  declared: aDeclaration({}),
  storages: new Map(),
  texts: new Map(),
}));

const refusing = (error: Partial<Diagnostic>) => (file: object) => ({
  diagnostics:
    '105' in file
      ? [{ severity: 'error', code: 'x', message: 'is bad', ...error } as Diagnostic]
      : [],
});

describe('guests in words that go together', () => {
  const cases: [string, Partial<Diagnostic>, string][] = [
    ['by its id', { guests: [105] }, 'is bad'],
    ['by its message', { message: 'guest 105: is bad' }, 'is bad'],
  ];
  it.each(cases)(
    'one that is refused (%s) is left out, and named by none',
    (_how, error, cannot) => {
      const { guests, file } = settle(CONTAINERS, wording, found, { ids: [] }, refusing(error));
      expect(file).toEqual({ 106: { of: null }, 107: { of: 106 } });
      expect(guests).toEqual([
        { id: 105, kind: 'lxc', name: 'g105', notes: [], cannot },
        { id: 106, kind: 'lxc', name: 'g106', declaration: { of: null }, notes: [] },
        { id: 107, kind: 'lxc', name: 'g107', declaration: { of: 106 }, notes: [] },
        { id: 109, kind: 'lxc', name: 'g109', notes: [], cannot: 'it is odd' },
      ]);
    },
  );

  it('beside those that are declared, which may be named; warnings and other guests do not matter', () => {
    const { guests, file } = settle(
      CONTAINERS,
      wording,
      found.slice(0, 1),
      { ids: [104], file: { 104: {} } },
      refusing({ severity: 'warning', guests: [105] }),
    );
    expect(file).toEqual({ 104: {}, 105: { of: 104 } });
    expect(guests[0]?.cannot).toBeUndefined();
  });
});
