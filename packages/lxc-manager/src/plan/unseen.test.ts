import { plannersOf } from '@phoenix/shared-runtime/guests';
import { BASE } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import { aClone, aGuest, anInput } from './fixtures.ts';
import { containerWays } from './ways.ts';

/** A guest that nobody has looked at: as one that is not there. */
const guest = aClone(951, 950, {
  features: ['docker'],
  application_script: 'app.sh',
  health_check: { command: ['true'], retries: 1, interval: 1 },
  template_snapshot_name: 'base',
});
const absent = anInput({ guests: [guest, aGuest(950)], scripts: [`${BASE}/bin/app.sh`] });
const unseen = { ...absent, world: { ...absent.world, guests: new Map() } };
const planners = plannersOf(containerWays);

it.each<[string, (input: typeof absent) => unknown]>([
  ['create', (input) => planners.planCreate(input, false)],
  ['bring', (input) => planners.planCreate(input, true)],
  [
    'a template',
    (input) => planners.planCreate({ ...input, guest: { ...guest, is_template: true } }, false),
  ],
  ['start', (input) => planners.planStart(input)],
  ['stop', (input) => planners.planStop(input, false)],
  ['restart', (input) => planners.planRestart(input, false)],
  ['delete', (input) => planners.planDelete(input)],
  ['reconfigure', (input) => planners.planReconfigure(input)],
  ['snapshot', (input) => planners.planSnapshot(input, { name: 'a' })],
  ['delsnapshot', (input) => planners.planDelsnapshot(input, 'a')],
  ['rollback', (input) => planners.planRollback(input, 'a')],
  ['status', (input) => planners.statusOf(input)],
])('%s of a guest that nobody has looked at', (_, plan) => {
  expect(plan(unseen)).toEqual(plan(absent));
});
