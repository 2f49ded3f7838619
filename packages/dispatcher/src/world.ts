import {
  absolutePath,
  type Host,
  phoenixVersion,
  printed,
  realHost,
  spawnManager,
} from '@phoenix/shared-runtime';
import { askPerson, isSomebodyThere, watchStreams } from '@phoenix/shared-runtime/frame';

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
   * Asks on stderr and reads a line; throws when none comes. Undefined when there is nobody to ask.
   */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  /** Calls back for each signal until the returned function is called. */
  onSignal(handler: (signal: StopSignal) => void): () => void;
}

/** The world of this process. */
export function realWorld(): World {
  const { stdout, stderr } = process;
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
    ask: isSomebodyThere() ? askPerson : undefined,
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

function onSignal(handler: (signal: StopSignal) => void): () => void {
  const names: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const name of names) process.on(name, handler);
  return () => {
    for (const name of names) process.off(name, handler);
  };
}
