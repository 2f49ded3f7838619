import { describe, expect, it } from 'vitest';
import { fakeHost } from '../host/fake-host.ts';
import { pastEvents } from './past.ts';

describe('past events', () => {
  const runs = '/var/log/phoenix/runs';
  it('come newest first, whatever else lies there', () => {
    const host = fakeHost({
      files: {
        [`${runs}/20260101T000000-1/events.jsonl`]: '{"type":"a"}\n{"type":"b"}\n',
        [`${runs}/20260102T000000-1/events.jsonl`]:
          '{"type":"c"}\nnonsense\nnull\n{"type":"d"}\n{"ty',
        [`${runs}/20260103T000000-1/other`]: 'x',
      },
    });
    expect([...pastEvents(host)].map(({ type }) => type)).toEqual(['d', 'c', 'b', 'a']);
  });

  it('are left out where they would be too many', () => {
    const big = '{"type":"old"}\n'.repeat(400_000);
    const host = fakeHost({
      files: {
        [`${runs}/20260101T000000-1/events.jsonl`]: big,
        [`${runs}/20260102T000000-1/events.jsonl`]: '{"type":"new"}\n',
      },
    });
    expect([...pastEvents(host)]).toEqual([{ type: 'new' }]);
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
