import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { guestEntry } from '../guest/exec.ts';
import { hostPath } from '../state/paths.ts';
import { serviceEnvironment } from './guest-environment.ts';
import { processesDir } from './places.ts';

/**
 * Waits for COMMAND in a session of its own and keeps what it said and how it ended in the current
 * directory. As for the guest agent, it has ended when nobody holds its outputs any more. The shell
 * says in `note` that it was a signal, which its exit code alone does not tell from one above 128.
 */
const keeper = `
exec 2>note
mkfifo o e
cat <o >out &
cat <e >err &
(exec setsid sh -c 'echo $$ >pid; exec "$@"' sh "$@" <in >o 2>e 9>begun)
code=$?
wait
echo "$code" >code.new
mv code.new code
`;

/** How a process in a guest ended, and what it said. */
export type Ended = { exitcode?: number; signal?: number; out: Buffer; err: Buffer };

/** Why a command could not be started, in the words of the C library. */
export class NotStarted extends Error {}

/**
 * Starts a command in a guest that lives on by itself. Answers its process id.
 * @throws NotStarted
 */
export async function startProcess(
  id: number,
  tree: string,
  argv: readonly string[],
  input: Buffer,
): Promise<number> {
  mkdirSync(hostPath(processesDir(id)), { recursive: true, mode: 0o700 });
  const place = mkdtempSync(`${hostPath(processesDir(id))}/new-`);
  writeFileSync(`${place}/in`, input, { mode: 0o600 });
  const { file, args, env } = guestEntry({
    id,
    tree,
    mounts: [],
    argv,
    env: { ...serviceEnvironment, PVE_SANDBOX_TELL: '1' },
    cwd: '/',
  });
  const child = spawn('sh', ['-c', keeper, 'sh', file, ...args], {
    cwd: place,
    env,
    detached: true,
    stdio: 'ignore',
  });
  child.unref();
  const told = await firstWord(place);
  if (told !== 'begun') {
    rmSync(place, { recursive: true, force: true });
    throw new NotStarted(told);
  }
  const pid = Number(readFileSync(`${place}/pid`, 'utf8'));
  const kept = `${hostPath(processesDir(id))}/${pid}`;
  rmSync(kept, { recursive: true, force: true });
  renameSync(place, kept);
  return pid;
}

async function firstWord(place: string): Promise<string> {
  for (;;) {
    const over = existsSync(`${place}/code`);
    const told = existsSync(`${place}/begun`) ? readFileSync(`${place}/begun`, 'utf8') : '';
    if (told.endsWith('\n')) return told.trim();
    if (over) return readFileSync(`${place}/err`, 'utf8').trim();
    await sleep(3);
  }
}

/** How a started process ended; undefined while it runs, 'unknown' where there is none. */
export function endOf(id: number, pid: number): Ended | 'unknown' | undefined {
  const place = `${hostPath(processesDir(id))}/${pid}`;
  if (!existsSync(place)) return 'unknown';
  if (!existsSync(`${place}/code`)) return undefined;
  const code = Number(readFileSync(`${place}/code`, 'utf8'));
  const outputs = { out: readFileSync(`${place}/out`), err: readFileSync(`${place}/err`) };
  return { ...reason(code, readFileSync(`${place}/note`, 'utf8')), ...outputs };
}

/** Shells keep silent about a broken pipe and an interrupt. */
function reason(code: number, note: string): Pick<Ended, 'exitcode' | 'signal'> {
  const signal = code - 128;
  const isSignal = signal > 0 && (note !== '' || signal === 13 || signal === 2);
  return isSignal ? { signal } : { exitcode: code };
}

/** Forgets an ended process: its end is told once. */
export function forgetProcess(id: number, pid: number): void {
  rmSync(`${hostPath(processesDir(id))}/${pid}`, { recursive: true, force: true });
}
