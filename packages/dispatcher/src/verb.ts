import type { Guests } from '@phoenix/shared-config';
import type { FlagName } from './flags.ts';
import type { Intent } from './intent.ts';
import type { Work } from './job.ts';
import type { Needed } from './refuse.ts';
import type { Session } from './session.ts';

/** What a verb takes after its name. */
export type Arity = 'guests' | 'guests or all' | 'run and guests' | 'run' | 'one word' | 'none';

/** All that help and resolve need to know about a verb. */
interface Described {
  readonly name: string;
  readonly group: 'Bring up' | 'Run' | 'Look' | 'Configuration';
  /** One line for the overview. */
  readonly summary: string;
  /** What follows the name, such as `GUEST...`. */
  readonly usage: string;
  readonly takes: Arity;
  /** Command lines without the leading `phoenix`, each with what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  /** Other spellings, as help shows them. */
  readonly aliases?: readonly string[];
  /** Lines that explain, below the examples. */
  readonly about: readonly string[];
  /** Flags beside those that every verb takes. */
  readonly flags: readonly FlagName[];
}

/** A verb with a flow of its own; most of these only look. */
export interface LookVerb extends Described {
  /** Does it and answers the exit status; throws a PhoenixError for what stands in the way. */
  readonly run: (intent: Intent, session: Session) => Promise<number>;
}

/** A verb that acts on guests: data for the one flow in act.ts. */
export interface ActVerb extends Described {
  /** The turns for the ids that were named, pure. */
  readonly work: (declared: Guests, targets: readonly number[]) => Work;
  /** Refused while guests that are not named and in this state stand on one that is. */
  readonly refuseWhile?: Needed;
  /** Of `all` and of ranges, templates are left out. */
  readonly sparesTemplates?: true;
  /** Ask a person first, or want --yes. */
  readonly asks?: true;
  /** What to type after it went well. */
  readonly next: (words: string) => string;
}

/** One word of the command line. */
export type Verb = LookVerb | ActVerb;
