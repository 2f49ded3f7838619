import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { writeTable } from './page.mjs';
import { untriedOf } from './score.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'phoenix-mutants-page-'));
const page = join(scratch, 'mutation.md');
const BEFORE = 'a\n<!-- table of scores -->\n\nold\n\n<!-- end of the table -->\nb\n';
const counts = { killed: 9, timeout: 0, survived: 1, explained: 0 };
const tried = { part: 'checks', mutants: 100, tried: 10, ...counts };
const untried = { part: 'planners', mutants: 100, tried: 0, ...counts, killed: 0, survived: 0 };

beforeEach(() => writeFileSync(page, BEFORE));
afterAll(() => rmSync(scratch, { recursive: true }));

it('is filled with the scores of what was tried', () => {
  writeTable([tried], page);
  const text = readFileSync(page, 'utf8');
  expect(text).toMatch(/^a\n<!-- table of scores -->\n\n\| part \|/);
  expect(text).toContain('| checks | 100 | 10 | 9 |');
  expect(text).toMatch(/\n\n<!-- end of the table -->\nb\n$/);
});

it('is left as it is when nothing was tried of a part', () => {
  for (const scores of [[untried], [tried, untried], []])
    expect(() => writeTable(scores, page)).toThrow('cannot write');
  expect(readFileSync(page, 'utf8')).toBe(BEFORE);
});

it('says which parts nothing was tried of', () => {
  expect(untriedOf([tried])).toBeUndefined();
  expect(untriedOf([untried, tried, { ...untried, part: 'scheduler' }])).toBe(
    'cannot tell what tests notice of planners, scheduler: no mutant was tried\n' +
      'hint: npm run mutants -- planners scheduler',
  );
});
