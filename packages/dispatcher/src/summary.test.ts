import { describe, expect, it } from 'vitest';
import type { Result } from './results.ts';
import { endedWith } from './run-manager.ts';
import { exitOf, summaryJson, summaryText } from './summary.ts';

const guest = { id: 950, kind: 'lxc', name: 'vllm', seconds: 2 } as const;
const result = (more: Partial<Result>): Result => ({ ...guest, outcome: 'unchanged', ...more });

describe('exit status of a run', () => {
  const _ =
    (expected: number, results: Partial<Result>[], interrupted?: 'SIGINT' | 'SIGTERM' | 'SIGHUP') =>
    () =>
      expect(exitOf({ results: results.map(result), interrupted })).toBe(expected);

  it('all well', _(0, [{ outcome: 'created' }, {}]));
  it('one failed', _(1, [{ outcome: 'failed' }, {}]));
  it(
    'one busy',
    _(75, [
      { outcome: 'failed', busy: true },
      { outcome: 'skipped', because: 950 },
    ]),
  );
  it('busy and failed', _(1, [{ outcome: 'failed', busy: true }, { outcome: 'failed' }]));
  it('Ctrl-C', _(130, [{ outcome: 'failed' }], 'SIGINT'));
  it('terminated', _(143, [{}], 'SIGTERM'));
  it('terminal gone', _(143, [{}], 'SIGHUP'));
});

describe('outcome by event and exit status', () => {
  const _ =
    (exit: number, event: Parameters<typeof endedWith>[2], talk: string, expected: object) => () =>
      expect(endedWith(exit, talk, event, 'lxc-manager')).toEqual(expected);
  const error = { message: 'no space' };

  it('both well', _(0, { outcome: 'created' }, '', { outcome: 'created' }));
  it(
    'no event',
    _(0, undefined, '', {
      outcome: 'failed',
      error: {
        message: 'lxc-manager ended and told nothing of what it did',
        hint: 'do phoenix and its managers come from the same release? see their --version',
      },
    }),
  );
  it('failed', _(1, { outcome: 'failed', error }, '', { outcome: 'failed', error }));
  it(
    'died',
    _(139, { outcome: 'changed' }, '', {
      outcome: 'failed',
      error: {
        message: 'lxc-manager was killed (signal 11)',
        hint: 'the same command again goes on from here',
      },
    }),
  );
  it(
    'talk only',
    _(77, undefined, 'error: not root\nhint: use sudo\n', {
      outcome: 'failed',
      error: { message: 'not root', hint: 'use sudo' },
    }),
  );
  it('busy', _(75, { outcome: 'failed', error }, '', { outcome: 'failed', error, busy: true }));
  it('interrupted after the last step', _(130, { outcome: 'changed' }, '', { outcome: 'changed' }));
  it(
    'interrupted before it',
    _(130, undefined, '', {
      outcome: 'failed',
      error: { message: 'interrupted' },
      stopped: true,
    }),
  );
});

describe('last lines', () => {
  const told = (results: Partial<Result>[], notes: string[] = [], hopeless: number[] = []) =>
    summaryText({
      run: { results: results.map(result), interrupted: undefined, seconds: 12 },
      chain: [],
      notes,
      next: { well: 'phoenix status 950', again: 'phoenix create 950' },
      hopeless: new Set(hopeless),
    });

  it('well', () => {
    expect(told([{ outcome: 'created' }, {}], ['950 vllm: a restart is due'])).toBe(
      '! 950 vllm: a restart is due\nDone in 12s: 1 created, 1 unchanged\nnext: phoenix status 950\n',
    );
  });
  it('not well', () => {
    const error = { message: 'no', hint: 'try', log: '/l', output: 'a\n\u001b[2Jb' };
    expect(told([{ outcome: 'failed', error }])).toBe(
      '✖ 950 vllm: no\n    | a\n    | \\x1b[2Jb\n    hint: try\n    log: /l\n' +
        'Not all done in 12s: 1 failed\nnext: phoenix create 950\n',
    );
  });
  it('each word is counted on its own', () => {
    const results = [{ outcome: 'failed' }, { outcome: 'changed', did: 'stopped' }] as const;
    expect(told([...results, { outcome: 'created' }, {}])).toContain(
      ': 1 created, 1 stopped, 1 unchanged, 1 failed\n',
    );
    const json = summaryJson({ results: [result(results[1])], seconds: 1 }, []);
    expect(json).toMatchObject({ guests: [{ outcome: 'changed' }], summary: { changed: 1 } });
    expect(JSON.stringify(json)).not.toContain('stopped');
  });
  it('what can never succeed is not worth repeating', () => {
    expect(told([{ outcome: 'failed' }], [], [950])).toMatch(/\nnext: phoenix status 950\n$/);
    const both = [{ id: 951, outcome: 'failed' }, { outcome: 'failed' }] as const;
    expect(told([...both], [], [950])).toMatch(/\nnext: phoenix create 950\n$/);
  });
});
