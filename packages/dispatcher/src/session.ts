import {
  actingErrors,
  count,
  type Declared,
  type Diagnostic,
  findBaseDir,
  formatDiagnostics,
  guestOf,
  isTemplate,
  loadConfig,
  select,
  type UnknownWord,
} from '@phoenix/shared-config';
import { EXIT, hideDeclared, PhoenixError, type Subject } from '@phoenix/shared-runtime';
import { diagnosticStyle, type Output, type Paint } from '@phoenix/shared-runtime/frame';
import { CONTAINERS, VMS } from '@phoenix/shared-runtime/guests';
import type { Flags } from './flags.ts';
import { outputOf } from './output.ts';
import type { World } from './world.ts';

/** Messages that are shown in full when a configuration is refused. */
const SHOWN = 100;

/** One run of one verb. */
export interface Session {
  readonly world: World;
  readonly out: Output;
  /** The command line, without program. */
  readonly argv: readonly string[];
  /** As typed; a base directory, named by flag or environment, is absolute. */
  readonly flags: Readonly<Flags>;
  readonly baseDir: string;
  /** What is declared, with errors and all; read once. */
  load(): Declared;
  /** What is declared. Throws (exit 65) with every error there is. */
  declared(): Declared;
  /** The same for who does what is declared: (65) too where others than root could have written it. */
  declaredToAct(): Declared;
  /** The same where nothing has to be declared: there need not be any file. */
  declaredIfAny(): Declared;
  /**
   * The guests that words name; templates, when they are spared, only by a word of their own.
   * Throws (exit 66) with every word that names none, and (64) when all that is named is taken away.
   */
  select(words: readonly string[], spareTemplates?: boolean): readonly number[];
  /** The same, where no word means every declared guest, by id. */
  selectOrAll(words: readonly string[]): readonly number[];
  /** Tells on stderr how many warnings there are, and which verb names them. */
  noteWarnings(): void;
  /** "950 vllm" for 950; a setup step is called by its name. */
  label(id: Subject): string;
  /** "vllm" for 950; the id where nothing is declared of it. */
  nameOf(id: number): string;
}

/** Begins a run; reads nothing yet. */
export function openSession(
  typed: Readonly<Flags>,
  world: World,
  argv: readonly string[],
): Session {
  // Managers do not run in this directory, so they are told the absolute one.
  const named = typed.baseDir ?? (world.env.PHOENIX_BASE_DIR || undefined);
  const baseDir = world.absolute(named ?? findBaseDir(world.host));
  const flags: Flags = named === undefined ? typed : { ...typed, baseDir };
  const out = outputOf(world, flags);
  let loaded: Declared | undefined;
  const load = () => {
    if (loaded !== undefined) return loaded;
    loaded = loadConfig({ baseDir, reader: world.host });
    hideDeclared(world.host, loaded);
    return loaded;
  };
  const declared = () => {
    const found = load();
    refuseErrors(found.diagnostics, out);
    return found;
  };
  return {
    world,
    out,
    argv,
    flags,
    baseDir,
    load,
    declared,
    declaredToAct() {
      const found = load();
      refuseErrors(actingErrors(found.diagnostics), out);
      return found;
    },
    declaredIfAny() {
      const found = load();
      refuseErrors(
        found.diagnostics.filter(({ code }) => code !== 'missing-file'),
        out,
      );
      return found;
    },
    select: (words, spareTemplates) => selectOrThrow(declared(), world.host, words, spareTemplates),
    selectOrAll: (words) =>
      selectOrThrow(declared(), world.host, words.length === 0 ? ['all'] : words),
    noteWarnings() {
      const warnings = load().diagnostics.filter(({ severity }) => severity === 'warning');
      if (warnings.length === 0 || flags.progress === 'quiet' || flags.progress === 'json') return;
      const note = `the configuration has ${count(warnings)}: phoenix validate names them`;
      out.talk(`note: ${note}\n`);
    },
    label(id) {
      if (typeof id === 'string') return id;
      const found = guestOf(load(), id);
      return found === undefined ? String(id) : `${id} ${found.guest.name}`;
    },
    nameOf: (id) => guestOf(load(), id)?.guest.name ?? String(id),
  };
}

/** Diagnostics in the colours of a stream. */
export function diagnosticsText(list: readonly Diagnostic[], max: number, paint: Paint): string {
  return formatDiagnostics(list, { max, style: diagnosticStyle(paint) });
}

function refuseErrors(diagnostics: readonly Diagnostic[], out: Output): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  out.talk(diagnosticsText(errors, SHOWN, out.paintTalk));
  throw new PhoenixError(`the configuration is invalid: ${count(errors)}; nothing was done`, {
    exit: EXIT.configInvalid,
    hint: 'phoenix validate tells the warnings as well',
  });
}

function selectOrThrow(
  declared: Declared,
  host: World['host'],
  words: readonly string[],
  spareTemplates = false,
): readonly number[] {
  const { ids, named, unknown } = select(declared, words);
  const [first] = unknown;
  if (first === undefined && ids.length === 0 && words.some((word) => /(?:^|[,\s])-/.test(word)))
    throw new PhoenixError(`${words.join(' ')} leaves no guest; nothing was done`, {
      exit: EXIT.usage,
      hint: 'a minus takes away, wherever it stands: all,-910 is every guest but 910',
    });
  if (first === undefined)
    return spareTemplates ? ids.filter((id) => named.has(id) || !isTemplateId(declared, id)) : ids;
  const sentences = unknown.map(({ word, message }) => `${word} ${message}`);
  const hints = unknown.flatMap((one) => undeclaredHint(host, one) ?? one.hint ?? []);
  throw new PhoenixError(`${sentences.join('; ')}; nothing was done`, {
    exit: EXIT.notFound,
    hint: hints.length > 0 ? hints.join('; ') : 'phoenix status lists what is declared',
  });
}

/** A guest that is there is meant, and no other with a similar id. */
function undeclaredHint(host: World['host'], { word }: UnknownWord): string | undefined {
  if (!/^[1-9]\d*$/.test(word)) return undefined;
  const id = Number(word);
  if (![CONTAINERS, VMS].some(({ conf }) => host.exists(conf(id)))) return undefined;
  return `${id} is on this host: phoenix import ${id} prints a declaration of it, phoenix status --all shows it`;
}

function isTemplateId(declared: Declared, id: number): boolean {
  const found = guestOf(declared, id);
  return found !== undefined && isTemplate(found.guest);
}
