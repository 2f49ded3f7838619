import type { Hold } from './holds.ts';
import type { NewVolume } from './pve/volumes.ts';

/**
 * Plan is data: what a planner may ask for. One operation is exactly one host command or one
 * change of one file, with its cause in a line. The executor interprets it and decides nothing.
 */
export type Operation =
  | RunOperation
  | WriteOperation
  | BlockOperation
  | EditOperation
  | DirectoryOperation;

interface Base {
  /** Name within the plan of its guest, for logs and events: `create`, `set`, `feature docker`. */
  readonly id: string;
  /** What is done, after the word "cannot" in messages: `clone 950 from 920`. */
  readonly doing?: string;
  /** Why, in one line: `memory 2048 -> 4096`; several reasons are joined by `; `. */
  readonly cause: string;
  /** The operation is left out when this holds in the guest at its turn. */
  readonly guard?: Guard;
  /** The operation is left out unless all of this is so on the host at its turn. */
  readonly when?: readonly Expectation[];
  /** What must be so afterwards: several Proxmox commands exit 0 when their job failed. */
  readonly expect?: readonly Expectation[];
}

/** One host command. `argv` reaches the kernel as it is; no shell reads it. */
export interface RunOperation extends Base {
  readonly run: readonly [string, ...string[]];
  /** Text for standard input; never shown, logged or journalled. */
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** `check` changes nothing (readiness, health, tests). */
  readonly effect: 'change' | 'check';
  /** Seconds until the command is ended with SIGTERM. */
  readonly deadline: number;
  /** Retry on Proxmox's lock and overload messages, with jitter, within the deadline. */
  readonly retryLocks?: boolean;
  /** Run again until it succeeds: health checks. */
  readonly attempts?: { readonly count: number; readonly interval: number };
  /** What a person is told that this waits for: `health of 952: curl ...`. */
  readonly waitsFor?: string;
  /** It makes the guest: the journal marks it beforehand, so that a half-made one is recognised. */
  readonly defines?: { readonly source?: number };
  /** It starts the guest: the journal marks that until the end of the plan, which awaits it. */
  readonly starts?: true;
  /** What it shares with operations on other guests while it is at work. */
  readonly holds?: readonly Hold[];
  /** It makes these volumes for a guest that exists: the journal marks that while it is at work. */
  readonly allocates?: readonly NewVolume[];
  /** It takes, deletes or goes back to a snapshot: the journal marks that while it is at work. */
  readonly snapshots?: true;
  /** Lock file of the guest's configuration, held from the look at `when` to the end of the command. */
  readonly lock?: string;
  /** Words that a command has to say, where its exit status alone does not tell that it went well. */
  readonly says?: string;
  /** Exit statuses with their meaning, where a command has a contract of its own. */
  readonly exits?: Readonly<Record<number, string>>;
  /** What it says when it fails for a reason that the planner knows of. */
  readonly meanings?: readonly Meaning[];
  /** What to type next when it fails, unless its own words tell. */
  readonly hint?: string;
}

/** Words in the output of a failed command, with what they mean for this guest. */
export interface Meaning {
  readonly says: string;
  readonly means: string;
  readonly hint: string;
}

/** What files of the host have in common that others may have written before. */
interface HostFile extends Base {
  readonly write: string;
  /** Permission bits; 0o644 when absent. */
  readonly mode?: number;
  /** The account that is to own it; when absent who owns what it replaces, or root. */
  readonly owner?: string;
  /**
   * The program that judges the new content before it goes live; the word `{}` stands for a file
   * that holds it. A file that it refuses stays as it was.
   */
  readonly verify?: readonly [string, ...string[]];
  /** Before its first change a copy is kept, at `originalOf(path)`. */
  readonly keep?: true;
}

/** One file written as a whole, atomically. */
export interface WriteOperation extends HostFile {
  readonly content: string;
}

/**
 * The lines of one marked block in a file whose other lines belong to others; they stay as they are
 * at that moment. A block without lines is taken out.
 */
export interface BlockOperation extends HostFile {
  readonly block: MarkedBlock;
}

/** A block between two comment lines that name it. */
export interface MarkedBlock {
  /** Tells it from other blocks of the file. */
  readonly name: string;
  readonly lines: readonly string[];
  /** Where a new one goes; at the end when absent. */
  readonly at?: 'start' | 'end';
}

/** Keyed lines of the main section of one guest's conf file, under Proxmox's own config lock. */
export interface EditOperation extends Base {
  readonly write: string;
  readonly edit: ConfEdit;
  /** Lock file of the guest's configuration. */
  readonly lock: string;
}

/** One directory made when it is missing, with its owner and mode. */
export interface DirectoryOperation extends Base {
  readonly write: string;
  readonly directory: {
    readonly mode: number;
    readonly uid?: number;
    readonly gid?: number;
    /** An account in the place of the numbers, which may not have any before this moment. */
    readonly owner?: string;
  };
}

/** Lines `key: value` of a conf file's main section to take out and to put in. */
export interface ConfEdit {
  readonly remove: readonly ConfLine[];
  readonly add: readonly Required<ConfLine>[];
}

/** One line of a conf file; with no value, every line of that key. */
export interface ConfLine {
  readonly key: string;
  readonly value?: string;
}

/** "Unless done in the guest": a provisioning step that the guest itself remembers. */
export interface Guard {
  readonly guest: number;
  /** File name below /var/lib/phoenix in the guest: `feature.docker`. */
  readonly record: string;
  /** Hash of what ran; another hash means that it has to run again. */
  readonly hash: string;
  /** What the planner expects to find; the guest decides. */
  readonly predicted: 'run' | 'done';
}

/** A fact to be read back from the host: after an operation, or before one that depends on it. */
export type Expectation =
  /** A key of a section of a conf file has this canonical value (null: is absent). */
  | {
      readonly conf: string;
      readonly section?: string;
      readonly key: string;
      readonly value: string | null;
    }
  /** A section of a conf file exists: a snapshot. */
  | { readonly conf: string; readonly section: string }
  /** No conf file of any guest names a volume, by any of these: its ids and its path. */
  | { readonly unnamed: readonly string[] }
  /** An archive of this name is among the templates that Proxmox offers to download. */
  | { readonly template: string }
  /** A path exists, or does not. */
  | { readonly path: string; readonly exists: boolean };

/** The path or the program that an operation is about, for a one-line account. */
export function operationTarget(operation: Operation): string {
  return 'run' in operation ? operation.run.join(' ') : operation.write;
}
