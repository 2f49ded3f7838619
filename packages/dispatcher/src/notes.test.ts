import { describe, expect, it } from 'vitest';
import { run, world } from './test-support/run.ts';

const due = 'a restart is due';
const note = { type: 'note', guest: 950, text: due };
const guests = { 950: { notes: [due], events: [note] } };
const inSummary = `! 950 g950: ${due}\n`;

describe('what is noted of a guest that was worked on', () => {
  it('is told while it is, and not again', async () => {
    const on = world({ guests });
    expect(await run('reconfigure 950 --yes', on)).toBe(0);
    expect(on.printed.stderr).toContain(due);
    expect(on.printed.stdout).not.toContain(due);
  });

  it('is told at the end of a quiet run', async () => {
    const on = world({ guests });
    expect(await run('reconfigure 950 -yq', on)).toBe(0);
    expect(on.printed.stderr).toBe('');
    expect(on.printed.stdout).toContain(inSummary);
  });

  it('is in its result for programs, as what only its manager noted is', async () => {
    const events = [note, { ...note, text: 'no tests' }];
    const on = world({ guests: { 950: { notes: [due], events } } });
    expect(await run('reconfigure 950 953 --json --yes', on)).toBe(0);
    const [idle, noted] = JSON.parse(on.printed.stdout).guests;
    expect(idle).not.toHaveProperty('notes');
    expect(noted).toMatchObject({ id: 950, notes: [due, 'no tests'] });
  });
});
