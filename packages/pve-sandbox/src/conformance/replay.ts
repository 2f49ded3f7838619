import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compare, type Judged } from './compare.ts';
import { layHost, needsTime } from './lay-host.ts';
import type { Plan, StepResult } from './result.ts';
import type { Host, Scenario } from './scenario.ts';

const driver = fileURLToPath(new URL('driver.ts', import.meta.url));

/** Plays a scenario on a fresh host of its own. @param sandbox words that start pve-sandbox */
export async function replay(
  scenario: Scenario,
  host: Host,
  sandbox: readonly string[],
): Promise<Judged[]> {
  const base = await mkdtemp(join(tmpdir(), 'conformance-'));
  const dir = join(base, 'host');
  const timed = needsTime(scenario);
  try {
    await run([...sandbox, 'init', dir, '--bare', '--time-scale', timed ? '1' : '0']);
    layHost(dir, host);
    const plan: Plan = { scenario, timed };
    writeFileSync(join(dir, 'var/lib/pve-sandbox/plan.json'), JSON.stringify(plan));
    const own = '/var/lib/pve-sandbox';
    const node = [process.execPath, '--disable-warning=ExperimentalWarning', driver];
    await run([...sandbox, 'exec', dir, '--', ...node, `${own}/plan.json`, `${own}/result.json`]);
    const text = readFileSync(join(dir, 'var/lib/pve-sandbox/result.json'), 'utf8');
    return compare(scenario, JSON.parse(text) as StepResult[]);
  } finally {
    await run([...sandbox, 'destroy', dir]).catch(() => undefined);
    rmSync(base, { recursive: true, force: true });
  }
}

function run([file = '', ...args]: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    }
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else
        reject(new Error(`${[file, ...args].slice(0, 4).join(' ')} ended with ${code}\n${said}`));
    });
  });
}
