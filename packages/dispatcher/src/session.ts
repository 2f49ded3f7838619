import { resolve as absolute } from 'node:path';
import {
  count,
  type Declared,
  defaultBaseDir,
  formatDiagnostics,
  guestOf,
  loadConfig,
  select,
} from '@phoenix/shared-config';
import { EXIT, PhoenixError } from '@phoenix/shared-runtime';
import type { Flags } from './flags.ts';
import type { World } from './world.ts';

/** Messages that are shown in full when a configuration is refused. */
const SHOWN = 100;

/** One run of one verb. */
export interface Session {
  readonly world: World;
  /** As typed; a base directory, named by flag or environment, is absolute. */
  readonly flags: Readonly<Flags>;
  readonly baseDir: string;
  /** What is declared, with errors and all; read once. */
  load(): Declared;
  /** What is declared. Throws (exit 65) with every error there is. */
  declared(): Declared;
  /** The guests that words name. Throws (exit 66) with every word that names none. */
  select(words: readonly string[]): readonly number[];
  /** The same, where no word means every declared guest, by id. */
  selectOrAll(words: readonly string[]): readonly number[];
  /** Tells on stderr how many warnings there are, and which verb names them. */
  noteWarnings(): void;
  /** "950 vllm" for 950. */
  label(id: number): string;
}

/** Begins a run; reads nothing yet. */
export function openSession(typed: Readonly<Flags>, world: World): Session {
  // Managers do not run in this directory, so they are told the absolute one.
  const named = typed.baseDir ?? (world.env.PHOENIX_BASE_DIR || undefined);
  const baseDir = absolute(world.cwd, named ?? defaultBaseDir);
  const flags: Flags = named === undefined ? typed : { ...typed, baseDir };
  let loaded: Declared | undefined;
  const load = () => {
    loaded ??= loadConfig({ baseDir, reader: world.host });
    return loaded;
  };
  const declared = () => {
    const found = load();
    refuseErrors(found);
    return found;
  };
  return {
    world,
    flags,
    baseDir,
    load,
    declared,
    select: (words) => selectOrThrow(declared(), words),
    selectOrAll: (words) => selectOrThrow(declared(), words.length === 0 ? ['all'] : words),
    noteWarnings() {
      const warnings = load().diagnostics.filter(({ severity }) => severity === 'warning');
      if (warnings.length === 0 || flags.progress === 'quiet' || flags.progress === 'json') return;
      const note = `the configuration has ${count(warnings)}: phoenix validate names them`;
      world.stderr.write(`note: ${note}\n`);
    },
    label(id) {
      const found = guestOf(load(), id);
      return found === undefined ? String(id) : `${id} ${found.guest.name}`;
    },
  };
}

function refuseErrors({ diagnostics }: Declared): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  const text = formatDiagnostics(errors, { max: SHOWN }).trimEnd();
  throw new PhoenixError(`the configuration has ${count(errors)}, nothing was done\n${text}`, {
    exit: EXIT.configInvalid,
    hint: 'phoenix validate tells the warnings as well',
  });
}

function selectOrThrow(declared: Declared, words: readonly string[]): readonly number[] {
  const { ids, unknown } = select(declared, words);
  const [first] = unknown;
  if (first === undefined) return ids;
  const sentences = unknown.map(({ word, message }) => `${word} ${message}`);
  const hints = unknown.flatMap(({ hint }) => hint ?? []);
  throw new PhoenixError(`${sentences.join('; ')}; nothing was done`, {
    exit: EXIT.notFound,
    hint: hints.length > 0 ? hints.join('; ') : 'phoenix status lists what is declared',
  });
}
