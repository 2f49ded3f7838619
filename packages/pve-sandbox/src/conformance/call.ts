import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { withoutChatter } from './chatter.ts';
import type { Outcome } from './result.ts';
import type { Call } from './scenario.ts';

/**
 * Makes one call in a process group of its own, and kills that group if the recording did: where it
 * struck there: when the call has said what it had said by then.
 */
export async function call(
  { argv, stdin, kill, stdout }: Call,
  clean: (text: string) => string,
): Promise<Outcome> {
  const [file = '', ...args] = argv ?? [];
  const child = spawn(file, args, {
    cwd: '/root',
    detached: true,
    env: { PATH: process.env.PATH, HOME: '/root', LC_ALL: 'C.UTF-8' },
    stdio: [stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  const stop = once(() => signal(child.pid, kill?.signal ?? 'TERM'));
  const words = lastLine(clean(withoutChatter(stdout ?? '')));
  // What SIGKILL leaves is what there is at that word; other signals are heard in their own time.
  let isDue = kill?.signal === 'KILL' && words !== '';
  const stopWhenSaid = () => {
    if (kill?.after !== undefined && isDue && output.stdout.includes(words)) stop();
  };
  child.stdout?.setEncoding('latin1').on('data', (text: string) => {
    output.stdout += text;
    if (kill?.on !== undefined && new RegExp(kill.on).test(output.stdout)) stop();
    stopWhenSaid();
  });
  child.stderr?.setEncoding('latin1').on('data', (text: string) => {
    output.stderr += text;
  });
  child.stdin?.on('error', () => undefined).end(stdin);
  if (kill?.after !== undefined) {
    const late = () => {
      isDue = true;
      stopWhenSaid();
    };
    setTimeout(late, kill.after * 1000).unref();
  }
  const exit = await new Promise<number>((resolve) => {
    child.on('error', (error) => {
      output.stderr += `${error.message}\n`;
      resolve(127);
    });
    child.on('exit', (code, by) =>
      // What is left in the pipes comes with 'close', which a surviving child may hold up.
      setTimeout(() => resolve(code ?? 128 + (by === null ? 0 : constants.signals[by])), 50),
    );
  });
  if (kill !== undefined) await sleep(Math.min(kill.settle ?? 1, 1.5) * 1000);
  return { exit, ...output };
}

const lastLine = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .at(-1) ?? '';

function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
}

function signal(group: number | undefined, name: string): void {
  if (group !== undefined) process.kill(-group, `SIG${name}` as NodeJS.Signals);
}
