import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { call } from './call.ts';
import { cleaner } from './compare.ts';
import type { Outcome, Plan, StepResult } from './result.ts';
import type { Call, Files, Step } from './scenario.ts';

const settingsFile = '/var/lib/pve-sandbox/settings.json';

/** Plays a scenario's steps one after the other. */
export async function playSteps({ scenario, timed }: Plan): Promise<StepResult[]> {
  const results: StepResult[] = [];
  for (const step of scenario.steps) {
    if (timed) setTimes(step);
    const outcomes = await play(step, timed, cleaner(scenario.volatile ?? []));
    results.push({
      outcomes: outcomes ?? [],
      files: readFiles(Object.keys(step.files ?? {})),
      ...(outcomes === undefined && { skipped: true }),
    });
  }
  return results;
}

async function play(
  step: Step,
  timed: boolean,
  clean: (text: string) => string,
): Promise<Outcome[] | undefined> {
  if (step.write !== undefined) {
    mkdirSync(dirname(step.write), { recursive: true });
    writeFileSync(step.write, step.content ?? '');
    return [];
  }
  if (step.host !== undefined) {
    return mayBeSkipped(step.host, timed) ? undefined : [await call({ argv: step.host }, clean)];
  }
  if (step.parallel !== undefined) {
    return await Promise.all(
      step.parallel.map(async (member) => {
        await sleep((member.after ?? 0) * 1000);
        return await call(member, clean);
      }),
    );
  }
  return [await call(step, clean)];
}

/** Filling a disk only makes a later copy slow; waiting only lets a real system come up. */
function mayBeSkipped(argv: readonly string[], timed: boolean): boolean {
  if (argv[0] === 'sleep') return !timed;
  return /(?:>|of=)\s*\/var\/lib\/(?:lxc\/\d+\/rootfs|\S+\/images)\//.test(argv.join(' '));
}

/** How much slower a call is that SIGKILL strikes at a word: it must not get past it meanwhile. */
const STRUCK = 10;

/** A copy takes what it took on the recorded host, or long enough to be interrupted. */
function setTimes(step: Step): void {
  const found = existsSync(settingsFile) ? JSON.parse(readFileSync(settingsFile, 'utf8')) : {};
  const timeScale = step.kill?.signal === 'KILL' ? STRUCK : 1;
  const latencies = { ...found.latencies, ...copyTimes(step) };
  writeFileSync(settingsFile, JSON.stringify({ ...found, timeScale, latencies }));
}

function copyTimes({ argv, seconds, kill, parallel }: Step): Record<string, number> {
  const copies = [...(parallel ?? []), { argv, seconds } as Call].filter(
    (each) => each.argv?.[1] === 'clone',
  );
  if (copies.length === 0) return {};
  const recorded = Math.max(0, ...copies.map((each) => each.seconds ?? 0));
  const needed = kill?.after === undefined ? recorded - 1.2 : kill.after + 3;
  const copying = Math.max(1, needed);
  return { 'pct clone copying': copying, 'qm clone copying': copying };
}

function readFiles(paths: readonly string[]): Files {
  return Object.fromEntries(
    paths.map((path) => [path, existsSync(path) ? readFileSync(path, 'utf8') : null]),
  );
}
