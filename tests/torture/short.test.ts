// The short form of `npm run torture`: each kind of harm once, on one small lab of both kinds.
// ROUND=7 vitest run tests/torture/short.test.ts tries another lab.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { KINDS } from './kinds/index.ts';
import { stageOf } from './round.ts';
import { tryKind } from './trial.ts';

const ROUND = Number(process.env.ROUND ?? 50);
const directory = mkdtempSync(join(tmpdir(), 'phoenix-torture-'));
const stage = stageOf({ seed: 950, round: ROUND, directory });

// Destroying hosts takes its time on a busy machine.
afterAll(async () => {
  await stage.end();
  rmSync(directory, { recursive: true, force: true });
}, 120_000);

test.each(KINDS)('$name: $what', { timeout: 300_000 }, async (kind) => {
  const { faults, trail } = await tryKind(`950.${ROUND}.${kind.name}.1`, kind, stage);
  expect(faults, trail.join('; ')).toEqual([]);
  expect(trail.length).toBeGreaterThan(0);
});
