import { expect, test } from 'vitest';
import { eventIn } from './event-shape.ts';

const good = [
  { type: 'version', program: 'lxc-manager', version: '1', events: '1.0', time: 1 },
  { type: 'operation-start', guest: 950, operation: 'clone', cause: 'new' },
  { type: 'operation-end', guest: 950, operation: 'clone', result: 'done', seconds: 0 },
  // The clock was put back while it ran.
  { type: 'operation-end', guest: 950, operation: 'clone', result: 'done', seconds: -82_800 },
  { type: 'wait', guest: 950, waitsFor: 'health', elapsed: 10, deadline: 60 },
  { type: 'note', guest: 950, text: 'a restart is due' },
  { type: 'guest-result', guest: 950, outcome: 'failed', seconds: 1, error: { message: 'no' } },
  { type: 'guest-result', guest: 950, outcome: 'created', seconds: 1, more: 'of a newer minor' },
];

test.each(good)('$type is told as it is', (event) => {
  expect(eventIn(JSON.stringify(event))).toEqual(event);
});

test.each([
  '',
  'null',
  '5',
  '[]',
  '{"type":"note"',
  '{"type":"toString"}',
  '{"type":"__proto__"}',
  '{"type":"of a newer minor"}',
  '{"type":"note"}',
  '{"type":"note","guest":"950","text":"x"}',
  '{"type":"operation-start","guest":910}',
  '{"type":"operation-end","guest":{"toString":1},"operation":"start","result":"done","seconds":1}',
  '{"type":"operation-end","guest":1,"operation":"start","result":"done","seconds":1e999}',
  '{"type":"operation-end","guest":1,"operation":"start","result":"done","seconds":"5"}',
  '{"type":"guest-result","guest":912,"outcome":"failed","seconds":1,"error":{"message":5}}',
  '{"type":"guest-result","guest":912,"outcome":"great","seconds":1}',
  '{"type":"guest-result","guest":912,"outcome":"changed","seconds":1,"did":{}}',
  '{"type":"plan","plan":{"action":"change"}}',
])('no event: %s', (line) => {
  expect(eventIn(line)).toBeUndefined();
});
