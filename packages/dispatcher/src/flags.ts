import { parseDuration } from '@phoenix/shared-runtime';
import type { FlagShape } from '@phoenix/shared-runtime/manual';
import { GRAPH_FORMATS, type GraphFormat } from './graph/formats.ts';

/** How progress is shown while managers work. */
export type ProgressMode = 'auto' | 'tty' | 'plain' | 'json' | 'quiet';

/** The flags of one command line; those that were not typed have their default. */
export interface Flags {
  dryRun: boolean;
  json: boolean;
  yes: boolean;
  force: boolean;
  detailedExitcode: boolean;
  run: boolean;
  progress: ProgressMode;
  failFast: boolean;
  /** Guests that are worked on at the same time; see DEFAULT_PARALLEL. */
  parallel?: number;
  /** Setup steps as typed, with commas between. */
  only?: string;
  skip?: string;
  upgrade: boolean;
  /** Serial numbers as typed; empty when they are to be asked for. */
  wipeDisks?: string;
  /** File for metrics of drift, as typed. */
  metrics?: string;
  /** File for results of tests, as typed. */
  junit?: string;
  /** In what a graph is written; undefined: as the file is called, or ascii. */
  format?: GraphFormat;
  /** File for the result, as typed. */
  out?: string;
  /** Mark the chain of guests that sets how long a run takes. */
  critical: boolean;
  /** What stands on the named guests as well. */
  dependants: boolean;
  /** No manager is asked how guests stand. */
  noStatus: boolean;
  /** Guests of the host that are not declared as well. */
  all: boolean;
  /** Directory for printed configuration, as typed. */
  outDir?: string;
  /** The host itself is meant, and no guest. */
  host: boolean;
  /** A duration as typed, `5m`; managers get it unchanged. */
  wait?: string;
  baseDir?: string;
  /** Undefined: as the terminal and the environment say. */
  color?: boolean;
}

/** What a flag is for, and which verbs take it. A value that may be left out is the empty text then. */
export interface FlagSpec extends FlagShape {
  readonly help: string;
  /** Taken by every verb; otherwise a verb has to list it. */
  readonly everywhere?: true;
  /** The refusal of a value, or undefined when it is well. */
  readonly refuse?: (value: string) => string | undefined;
  readonly set: (flags: Flags, value: string) => void;
}

const progressModes: readonly ProgressMode[] = ['auto', 'tty', 'plain', 'json', 'quiet'];

/**
 * By measurement (`npm run bench -- parallel`): four at a time are four times as fast as one, and from
 * there on each further place gains little on a host of few cores. It is also how many guests Proxmox
 * itself works on at once when it is not told.
 */
export const DEFAULT_PARALLEL = 4;

/** Flags of the verbs that work on many guests. */
export const WORK_FLAGS = ['wait', 'parallel', 'fail-fast'] as const;

/** Every flag, by the name that is typed after `--`. */
export const FLAGS = {
  'dry-run': {
    help: 'show what would be done and change nothing',
    everywhere: true,
    set: (flags) => {
      flags.dryRun = true;
    },
  },
  json: {
    help: 'the result as one JSON object on stdout',
    everywhere: true,
    set: (flags) => {
      flags.json = true;
    },
  },
  yes: {
    short: 'y',
    help: 'do not ask',
    everywhere: true,
    set: (flags) => {
      flags.yes = true;
    },
  },
  wait: {
    value: 'DURATION',
    help: 'wait that long for a guest that is busy (30s, 5m, 1h)',
    refuse: (value) => (parseDuration(value) === undefined ? 'try 30s, 5m or 1h' : undefined),
    set: (flags, value) => {
      flags.wait = value;
    },
  },
  parallel: {
    value: 'N',
    help: `work on so many guests at the same time (${DEFAULT_PARALLEL} when not told)`,
    refuse: (value) =>
      /^[1-9]\d?$/.test(value) ? undefined : 'try a number from 1 (one after the other) to 99',
    set: (flags, value) => {
      flags.parallel = Number(value);
    },
  },
  'fail-fast': {
    help: 'begin nothing new once a guest has failed',
    set: (flags) => {
      flags.failFast = true;
    },
  },
  force: {
    help: 'stop also what running guests that are not named depend on',
    set: (flags) => {
      flags.force = true;
    },
  },
  'detailed-exitcode': {
    help: 'exit 2 when changes are pending',
    set: (flags) => {
      flags.detailedExitcode = true;
    },
  },
  junit: {
    value: 'FILE',
    help: 'write the results to this file as well, as JUnit XML',
    refuse: (value) => (value === '' ? 'name a file: results.xml' : undefined),
    set: (flags, value) => {
      flags.junit = value;
    },
  },
  format: {
    value: 'FORMAT',
    choices: GRAPH_FORMATS,
    help: `${GRAPH_FORMATS.slice(0, -1).join(', ')} or ${GRAPH_FORMATS.at(-1)}`,
    refuse: (value) =>
      GRAPH_FORMATS.some((one) => one === value) ? undefined : `try ${GRAPH_FORMATS.join(', ')}`,
    set: (flags, value) => {
      flags.format = GRAPH_FORMATS.find((one) => one === value);
    },
  },
  out: {
    value: 'FILE',
    help: 'write the result to this file, and replace one of that name',
    refuse: (value) => (value === '' ? 'name a file: lab.svg' : undefined),
    set: (flags, value) => {
      flags.out = value;
    },
  },
  critical: {
    help: 'mark the chain of guests that sets how long a run takes',
    set: (flags) => {
      flags.critical = true;
    },
  },
  dependants: {
    help: 'also all that stands on the named guests',
    set: (flags) => {
      flags.dependants = true;
    },
  },
  'no-status': {
    help: 'ask no manager how guests stand',
    set: (flags) => {
      flags.noStatus = true;
    },
  },
  metrics: {
    value: 'FILE',
    help: 'write metrics for the textfile collector of node_exporter to this file',
    refuse: (value) => (value === '' ? 'name a file: phoenix.prom' : undefined),
    set: (flags, value) => {
      flags.metrics = value;
    },
  },
  only: {
    value: 'STEPS',
    help: 'these steps alone, with commas between: zfs,nfs',
    refuse: (value) => (value === '' ? 'name steps: zfs,nfs' : undefined),
    set: (flags, value) => {
      flags.only = value;
    },
  },
  skip: {
    value: 'STEPS',
    help: 'all steps but these',
    refuse: (value) => (value === '' ? 'name steps: zfs,nfs' : undefined),
    set: (flags, value) => {
      flags.skip = value;
    },
  },
  upgrade: {
    help: 'bring all packages of the host up to date as well',
    set: (flags) => {
      flags.upgrade = true;
    },
  },
  'wipe-disks': {
    value: 'SERIALS',
    optional: true,
    help: 'destroy what these disks carry; without numbers it asks for each',
    refuse: (value) =>
      value !== '' && value.split(',').some((serial) => serial.trim() === '')
        ? 'a serial number is missing: --wipe-disks=S1,S2'
        : undefined,
    set: (flags, value) => {
      flags.wipeDisks = value;
    },
  },
  all: {
    help: 'also guests of this host that are not declared',
    set: (flags) => {
      flags.all = true;
    },
  },
  'out-dir': {
    value: 'DIR',
    help: 'write the configuration files into this directory; none may be there yet',
    refuse: (value) => (value === '' ? 'name a directory' : undefined),
    set: (flags, value) => {
      flags.outDir = value;
    },
  },
  host: {
    help: 'the host itself, and no guest',
    set: (flags) => {
      flags.host = true;
    },
  },
  run: {
    words: '[RUN] [GUEST...]',
    help: 'what a run does, or did, with each guest: --run [RUN] [GUEST...]',
    set: (flags) => {
      flags.run = true;
    },
  },
  progress: {
    value: 'MODE',
    choices: progressModes,
    help: 'auto, tty, plain, json or quiet',
    everywhere: true,
    refuse: (value) =>
      progressModes.some((mode) => mode === value) ? undefined : `try ${progressModes.join(', ')}`,
    set: (flags, value) => {
      flags.progress = progressModes.find((mode) => mode === value) ?? 'auto';
    },
  },
  quiet: {
    short: 'q',
    help: 'the same as --progress quiet',
    everywhere: true,
    set: (flags) => {
      flags.progress = 'quiet';
    },
  },
  'base-dir': {
    value: 'DIR',
    help: 'where etc/ and bin/ of the site are (or PHOENIX_BASE_DIR)',
    everywhere: true,
    refuse: (value) => (value === '' ? 'name a directory' : undefined),
    set: (flags, value) => {
      flags.baseDir = value;
    },
  },
  color: {
    help: 'colours also where the output is no terminal',
    everywhere: true,
    set: (flags) => {
      flags.color = true;
    },
  },
  'no-color': {
    help: 'no colours (NO_COLOR=1 does the same)',
    everywhere: true,
    set: (flags) => {
      flags.color = false;
    },
  },
} as const satisfies Record<string, FlagSpec>;

/** Name of a flag, without its dashes. */
export type FlagName = keyof typeof FLAGS;

/** The flags of a command line without flags. */
export function defaultFlags(): Flags {
  return {
    dryRun: false,
    json: false,
    yes: false,
    failFast: false,
    force: false,
    detailedExitcode: false,
    run: false,
    upgrade: false,
    all: false,
    host: false,
    critical: false,
    dependants: false,
    noStatus: false,
    progress: 'auto',
  };
}
