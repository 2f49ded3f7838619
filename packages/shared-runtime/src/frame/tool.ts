import type { Readable } from 'node:stream';
import type { Host } from '../host/host.ts';
import type { Journal } from '../journal/journal.ts';
import type { Stop } from '../stop.ts';
import type { FlagDefinition } from './flags.ts';
import type { Output } from './output.ts';

/**
 * A verb that is a tool of its own: it takes other words than ids of declared guests, reads no
 * configuration and takes no guest's lock. All that its help says is in here.
 */
export interface ToolDefinition {
  /** One line for the overview. */
  readonly summary: string;
  /** Full sentences below the examples, shown as one paragraph. */
  readonly description: readonly string[];
  /** Command lines without the program, each with what it does. */
  readonly examples: readonly (readonly [string, string])[];
  /** Its words, as the usage line names them: all of them are needed. */
  readonly words: readonly string[];
  /** True when a command follows, after `--`. */
  readonly command?: boolean;
  /** The flags that it takes, beside --help. */
  readonly flags: Readonly<Record<string, FlagDefinition>>;
  /** What is said when it is told to stop. */
  readonly stopping: string;
  /** Answers the exit status (0 when nothing); throws PhoenixError for what stands in the way. */
  readonly run: (context: ToolContext) => Promise<number | undefined>;
}

/** What a tool works with. */
export interface ToolContext {
  readonly program: string;
  readonly tool: string;
  readonly host: Host;
  readonly out: Output;
  readonly stop: Stop;
  readonly journal: Journal;
  /** As many as the definition names. */
  readonly words: readonly string[];
  /** What follows `--`; at least one word where the definition wants a command. */
  readonly command: readonly string[];
  /** Values of the flags by name; 'true' for those without value. */
  readonly flags: Readonly<Record<string, string>>;
  /** Standard input; undefined when that is a terminal. Opened at the first call. */
  stdin(): Readable | undefined;
  /** Writes bytes to standard output; done when they are on their way. */
  writeBytes(bytes: Uint8Array): Promise<void>;
}

/** The byte streams of a process. */
export type ByteStreams = Pick<ToolContext, 'stdin' | 'writeBytes'>;

/** Those of this process. */
export const processStreams: ByteStreams = {
  stdin: () => (process.stdin.isTTY ? undefined : process.stdin),
  // A reader that went away is noticed elsewhere; here it only must not hold us up.
  writeBytes: (bytes) => new Promise((resolve) => process.stdout.write(bytes, () => resolve())),
};
