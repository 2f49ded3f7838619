import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { Readable } from 'node:stream';
import {
  createStop,
  type Host,
  Interrupted,
  openJournal,
  type QueryResult,
  type StopControl,
  type ToolContext,
} from '@phoenix/shared-runtime';
import { type FakeHost, fakeHost } from '@phoenix/shared-runtime/testing';

/** What happens to one call of `qm guest exec`, other than that it is answered. */
export type Mishap =
  /** It fails with these words before the guest hears of it. */
  | { readonly before: string }
  /** The guest does it, and the answer is lost: qm fails with these words. */
  | { readonly after: string }
  /** The guest is at it when the answer is due: qm tells the process's id alone. */
  | { readonly late: true }
  /** The guest is hostile and answers this. */
  | { readonly says: string | object }
  /** A signal ends qm and asks us to stop while the guest is at it, or before it is: a slow one does the next call first. */
  | { readonly stop: 'begun' | 'overtaken' };

/** A guest that is this machine: `qm guest exec` runs its command here, with the agent's ways. */
export interface GuestFixture {
  readonly host: Host & Pick<FakeHost, 'files' | 'clock'>;
  readonly stop: StopControl;
  /** Argv of every qm call, without the script. */
  readonly calls: string[][];
  /** What happens to the calls that follow, one after the other. */
  readonly mishaps: (Mishap | undefined)[];
  /** What is left in the guest of our directories. */
  leftovers(): string[];
  /** Runs a tool with these words and tells what came of it. */
  use(
    run: (context: ToolContext) => Promise<number | undefined>,
    given: Partial<Pick<ToolContext, 'words' | 'command' | 'flags'>> & { stdin?: Uint8Array },
  ): Promise<{ exit: number; bytes: Buffer; talk: string; pieces: Buffer[] }>;
}

export function guestFixture(shell = 'sh'): GuestFixture {
  const fake = fakeHost();
  const stop = createStop();
  const calls: string[][] = [];
  const mishaps: (Mishap | undefined)[] = [];

  let overtaken: (() => Promise<unknown>) | undefined;

  const query: Host['query'] = async (argv, { input } = {}) => {
    const end = argv.indexOf('--');
    const [, flag, script = '', ...args] = argv.slice(end + 1);
    calls.push([...argv.slice(0, end), ...args]);
    const mishap = mishaps.shift();
    if (mishap !== undefined && 'before' in mishap) return failed(mishap.before);
    if (mishap !== undefined && 'says' in mishap) {
      const { says } = mishap;
      return answered(
        typeof says === 'string' ? { exited: 1, exitcode: 0, 'out-data': says } : says,
      );
    }
    const inGuestNow = () => inGuest([shell, flag ?? '', script, ...args], input);
    if (mishap !== undefined && 'stop' in mishap) {
      // qm is gone at once; what the agent was given it does.
      if (mishap.stop === 'begun') inGuestNow();
      else overtaken = inGuestNow;
      stop.request('SIGTERM');
      throw new Interrupted('while qm was asked', stop);
    }
    const { exit, out, err } = await inGuestNow();
    await overtaken?.();
    overtaken = undefined;
    if (mishap !== undefined && 'after' in mishap) return failed(mishap.after);
    if (mishap !== undefined && 'late' in mishap) return answered({ pid: 4711 });
    return answered({
      exited: 1,
      ...(exit === null ? { signal: 15 } : { exitcode: exit }),
      // Proxmox encodes what the agent says a second time.
      'out-data': Buffer.from(out.toString('latin1')).toString(),
      'err-data': Buffer.from(err.toString('latin1')).toString(),
    });
  };
  const host = {
    ...fake,
    query,
    sleep: async (seconds: number) => {
      fake.clock += seconds * 1000;
    },
    now: () => fake.clock,
  };
  return {
    host,
    stop,
    calls,
    mishaps,
    leftovers: () => readdirSync('/var/tmp').filter((name) => name.startsWith('phoenix-exec-')),
    async use(run, { words = ['8001'], command = [], flags = {}, stdin }) {
      let talk = '';
      const pieces: Buffer[] = [];
      const plain = (_: string, text: string) => text;
      const say = (text: string) => {
        talk += text;
      };
      const exit = await run({
        program: 'vm-manager',
        tool: 'tool',
        host,
        stop,
        journal: openJournal(host, { warn: () => {} }),
        out: { result: say, talk: say, paint: plain, paintTalk: plain },
        words,
        command,
        flags,
        stdin: () => (stdin === undefined ? undefined : Readable.from([stdin])),
        writeBytes: async (bytes) => void pieces.push(Buffer.from(bytes)),
      });
      return { exit: exit ?? 0, bytes: Buffer.concat(pieces), talk, pieces };
    },
  };
}

function failed(words: string): QueryResult {
  return { exit: 255, output: `${words}\n`, stdout: '', timedOut: false };
}

function answered(reply: object): QueryResult {
  const stdout = `${JSON.stringify(reply, undefined, 3)}\n`;
  return { exit: 0, output: stdout, stdout, timedOut: false };
}

function inGuest(argv: readonly string[], input = '') {
  const [program = '', ...args] = argv;
  return new Promise<{ exit: number | null; out: Buffer; err: Buffer }>((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'pipe', cwd: '/' });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (exit) =>
      resolve({ exit, out: Buffer.concat(out), err: Buffer.concat(err) }),
    );
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
