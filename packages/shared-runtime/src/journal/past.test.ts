import { describe, expect, it } from 'vitest';
import { fakeHost } from '../host/fake-host.ts';
import { pastEvents } from './past.ts';

const note = (text: string) => `${JSON.stringify({ type: 'note', guest: 1, text })}\n`;
const told = (host: Parameters<typeof pastEvents>[0]) =>
  [...pastEvents(host)].map((event) => ('text' in event ? event.text : event.type));

describe('past events', () => {
  const runs = '/var/log/phoenix/runs';
  it('come newest first, whatever else lies there', () => {
    const host = fakeHost({
      files: {
        [`${runs}/20260101T000000-1/events.jsonl`]: `${note('a')}${note('b')}`,
        [`${runs}/20260102T000000-1/events.jsonl`]: `${note('c')}nonsense\nnull\n${note('d')}{"ty`,
        [`${runs}/20260103T000000-1/other`]: 'x',
        [`${runs}/no-run/events.jsonl`]: note('e'),
      },
    });
    expect(told(host)).toEqual(['d', 'c', 'b', 'a']);
  });

  it('are left out where they would be too many', () => {
    const big = note('old').repeat(150_000);
    const host = fakeHost({
      files: {
        [`${runs}/20260101T000000-1/events.jsonl`]: big,
        [`${runs}/20260102T000000-1/events.jsonl`]: big,
        [`${runs}/20260103T000000-1/events.jsonl`]: note('new'),
      },
    });
    expect(new Set(told(host))).toEqual(new Set(['new', 'old']));
    expect(told(host)).toHaveLength(150_001);
  });

  it('are none where nothing can be read', () => {
    const host = {
      ...fakeHost({}),
      list: () => {
        throw new Error('permission denied');
      },
    };
    expect([...pastEvents(host)]).toEqual([]);
  });
});
