import type { VerbContext } from './context.ts';
import type { FlagDefinition } from './flags.ts';
import type { ToolDefinition } from './tool.ts';

/** Command line and meaning of one executable; `runManager` makes it a program. */
export interface ManagerDefinition {
  /** Name of the executable. */
  readonly program: string;
  readonly kind: 'lxc' | 'vm' | 'hypervisor';
  readonly summary: string;
  readonly verbs: Readonly<Record<string, VerbDefinition>>;
  /** Verbs that are tools of their own. */
  readonly tools?: Readonly<Record<string, ToolDefinition>>;
  /** Flags of this manager beside the common ones; every verb that lists them takes them. */
  readonly flags?: Readonly<Record<string, FlagDefinition>>;
}

/** One verb of a manager, with all that its help says. */
export interface VerbDefinition {
  /** One line for the overview. */
  readonly summary: string;
  /** Full sentences below the examples, shown as one paragraph. */
  readonly description: readonly string[];
  /** Command lines without the program, each with what it does. */
  readonly examples: readonly (readonly [string, string])[];
  /** `some`: at least one id; `any`: none means all that are declared; `none`: takes no ids. */
  readonly ids: 'some' | 'any' | 'none';
  /** `look` needs no root and takes no lock; everything does only that under --dry-run. */
  readonly effect: 'change' | 'look';
  /** Names of the flags that matter to it, for its help; own flags must be listed to be taken. */
  readonly flags?: readonly string[];
  /**
   * It is about guests of the host, declared or not: ids need not be declared, none are `ids` when none
   * are given, and there need not be any configuration file.
   */
  readonly undeclared?: true;
  /** It is run with an invalid configuration as well, whose errors are its own matter. */
  readonly takesInvalid?: true;
  /** Answers the exit status (0 when nothing); throws PhoenixError for what stands in the way. */
  readonly run: (context: VerbContext) => Promise<number | undefined>;
}
