import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../toolchain.mjs';
import { MEANINGS } from './meanings.mjs';
import { messagesPage } from './page.mjs';
import { lacks, WITHOUT } from './review.mjs';
import { messages } from './sites.mjs';

const all = messages();

it('docs/messages.md is what scripts/message-docs.mjs makes', () => {
  expect(readFileSync(join(root, 'docs', 'messages.md'), 'utf8')).toBe(messagesPage(all));
});

describe('every message', () => {
  it('says what, where, and what to type next', () => {
    const wrong = all.flatMap((one) => {
      const missing = lacks(one);
      if (missing.length === 0 || Object.hasOwn(WITHOUT, one.text)) return [];
      return [`${one.text} (${one.files.join(', ')}) lacks ${missing.join(', ')}`];
    });
    expect(wrong).toEqual([]);
  });
  it('is allowed to do without only while it does, for a reason', () => {
    const lacking = all.filter((one) => lacks(one).length > 0).map(({ text }) => text);
    const idle = Object.keys(WITHOUT).filter((text) => !lacking.includes(text));
    expect(idle).toEqual([]);
    expect(Object.values(WITHOUT).every((reason) => reason.length > 10)).toBe(true);
  });
  it('is found: those of known places are there', () => {
    const texts = all.map(({ text }) => text);
    expect(texts).toEqual(
      expect.arrayContaining([
        'cannot create ID: this host has no storage POOL',
        'cannot clone ID from FROM: FROM is half-made',
        'unknown verb "WORD"',
        'ID takes up SET at its next start: phoenix restart ID',
        'cannot run PROGRAM: there is no such program',
        'guest ID: two snapshots are called NAMES',
        'there is no /dev/kvm: no VM can start',
      ]),
    );
    expect(all.length).toBeGreaterThan(400);
  });
});

it('no meaning is told of a message that nobody prints', () => {
  const texts = new Set(all.map(({ text }) => text));
  expect(Object.keys(MEANINGS).filter((text) => !texts.has(text))).toEqual([]);
});
