import { describe, expect, it } from 'vitest';
import { flagUsage, paragraphs, wordsOf } from './manual.ts';

describe('wordsOf', () => {
  it.each([
    ['', [], false],
    ['GUEST...', ['GUEST'], true],
    ['[GUEST...]', ['GUEST'], true],
    ['GUEST[:SUITE]...', ['GUEST[:SUITE]'], true],
    ['[RUN] [GUEST...]', ['RUN', 'GUEST'], true],
    ['lxc|vm|hypervisor', ['lxc|vm|hypervisor'], false],
    ['VMID FILE DESTINATION [--perms MODE]', ['VMID', 'FILE', 'DESTINATION'], false],
    ['VMID [--agent-wait SECONDS] -- COMMAND ARG...', ['VMID'], false],
  ])('%s', (usage, words, repeats) => {
    expect(wordsOf(usage)).toEqual({ words, repeats });
  });
});

describe('flagUsage', () => {
  it.each([
    ['yes', { short: 'y' }, '-y, --yes'],
    ['wait', { value: 'DURATION' }, '--wait DURATION'],
    ['wipe-disks', { value: 'SERIALS', optional: true as const }, '--wipe-disks[=SERIALS]'],
  ])('%s', (name, shape, typed) => {
    expect(flagUsage(name, shape)).toBe(typed);
  });
});

it('joins lines to paragraphs', () => {
  expect(paragraphs(['one', 'two.', '', 'three'])).toEqual(['one two.', 'three']);
});
