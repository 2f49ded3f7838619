import type { ExitCode } from '@phoenix/shared-runtime';
import type { Flags } from './flags.ts';

/** What a command line asks for, before anything was read. */
export interface Intent {
  /** Name of a verb. */
  readonly verb: string;
  /** The word before the guests, of a verb that has one there: the name of a snapshot. */
  readonly name?: string;
  /** Selectors of guests, a run, or the kind of file for `schema`; as typed. */
  readonly words: readonly string[];
  readonly flags: Readonly<Flags>;
}

/** What becomes of a command line. */
export type Resolved =
  | { readonly kind: 'run'; readonly intent: Intent }
  | { readonly kind: 'help'; readonly verb?: string }
  | { readonly kind: 'version' }
  /** Not understood: the usage goes to stderr. */
  | {
      readonly kind: 'usage';
      readonly message?: string;
      readonly hint?: string;
      /** 64 when absent. */
      readonly exit?: ExitCode;
    };
