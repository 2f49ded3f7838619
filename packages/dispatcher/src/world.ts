import {
  absolutePath,
  type Host,
  phoenixVersion,
  printableLines,
  printed,
  realHost,
  spawnManager,
} from '@phoenix/shared-runtime';
import { watchStreams } from '@phoenix/shared-runtime/frame';

/** The signals that ask a run to end. */
export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** One of the two text streams. */
export interface Out {
  write(text: string): void;
  readonly isTTY: boolean;
  readonly columns: number;
  readonly rows: number;
}

/** Everything outside that the dispatcher touches; tests give another one. */
export interface World {
  readonly host: Host;
  readonly spawn: typeof spawnManager;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A typed path, from the root on. Throws (66) where it starts from a directory that is gone. */
  absolute(path: string): string;
  /** Path of the running executable. */
  readonly executable: string;
  readonly version: string;
  readonly stdout: Out;
  readonly stderr: Out;
  /**
   * Asks on stderr and reads a line: undefined after Ctrl-C or at the end of input. Itself
   * undefined when there is nobody to ask.
   */
  readonly ask: ((question: string) => Promise<string | undefined>) | undefined;
  /** Calls back for each signal until the returned function is called. */
  onSignal(handler: (signal: StopSignal) => void): () => void;
}

/** The world of this process. */
export function realWorld(): World {
  const { stdin, stdout, stderr } = process;
  watchStreams('phoenix');
  return {
    host: realHost(),
    spawn: spawnManager,
    env: process.env,
    absolute: absolutePath,
    executable: process.execPath,
    version: phoenixVersion(),
    stdout: out(stdout),
    stderr: out(stderr),
    ask: stdin.isTTY === true && stderr.isTTY === true ? askPerson : undefined,
    onSignal,
  };
}

function out(stream: NodeJS.WriteStream): Out {
  return {
    write: (text) => void stream.write(printed(text)),
    isTTY: stream.isTTY === true,
    get columns() {
      // A terminal of unknown size says 0.
      return stream.columns || 80;
    },
    get rows() {
      return stream.rows || 24;
    },
  };
}

async function askPerson(question: string): Promise<string | undefined> {
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new Promise<undefined>((resolve) => {
    terminal.once('close', () => resolve(undefined));
  });
  try {
    return await Promise.race([
      terminal.question(printableLines(question)).catch(() => undefined),
      closed,
    ]);
  } finally {
    terminal.close();
  }
}

function onSignal(handler: (signal: StopSignal) => void): () => void {
  const names: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const name of names) process.on(name, handler);
  return () => {
    for (const name of names) process.off(name, handler);
  };
}
