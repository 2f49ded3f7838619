import type { FlagShape } from '../manual/manual.ts';

/** A flag of a manager. A value that may be left out is the empty text then. */
export interface FlagDefinition extends FlagShape {
  readonly help: string;
}

/** The flags that every verb of every manager takes. */
export const COMMON_FLAGS: Readonly<Record<string, FlagDefinition>> = {
  'dry-run': { help: 'show the plan and change nothing' },
  json: { help: 'the result as one JSON object on stdout' },
  config: { value: 'FILE', help: "this manager's own configuration file" },
  'base-dir': {
    value: 'DIR',
    help: 'where etc/ and bin/ of the site are (or PHOENIX_BASE_DIR)',
  },
  wait: { value: 'DURATION', help: 'wait that long for a guest that is busy: 30s, 5m, 1h30m' },
  yes: { help: 'do not ask' },
  bring: { value: 'IDS', help: 'of the ids given, those that are only brought up: 900,953' },
  'detailed-exitcode': { help: 'with plan or --dry-run: exit 2 when changes are pending' },
  force: { help: 'stop the hard way when it does not obey in time' },
  'as-stopped': { help: 'with --dry-run: plan as if the guest were stopped' },
};

/** Those that each verb's help shows; the others show where a verb lists them. */
export const FLAGS_IN_EVERY_HELP: readonly string[] = ['dry-run', 'json', 'config', 'base-dir'];

/** The values of a command line's flags. */
export interface Flags {
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly config?: string;
  readonly baseDir?: string;
  /** Seconds; 0 when not given. */
  readonly wait: number;
  readonly yes: boolean;
  readonly bring: readonly number[];
  readonly detailedExitcode: boolean;
  readonly force: boolean;
  /** Plan as if the guests were stopped: for the second half of a restart. */
  readonly asStopped: boolean;
  /** Values of the manager's own flags by name as typed; 'true' for those without value. */
  readonly own: Readonly<Record<string, string>>;
}
