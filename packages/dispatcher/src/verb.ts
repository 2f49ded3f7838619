import type { Guests } from '@phoenix/shared-config';
import type { ShownPlan } from '@phoenix/shared-runtime';
import type { Refusal } from './argv.ts';
import type { FlagName } from './flags.ts';
import type { Intent } from './intent.ts';
import type { Work } from './job.ts';
import type { Needed } from './refuse.ts';
import type { Session } from './session.ts';
import type { AboutSnapshot } from './work.ts';

/** What a verb takes after its name. */
export type Arity =
  | 'guests'
  | 'name and guests'
  | 'guests or all'
  | 'run and guests'
  | 'run'
  | 'one word'
  | 'none';

/** All that help and resolve need to know about a verb. */
interface Described {
  readonly name: string;
  readonly group: 'Bring up' | 'Run' | 'Look' | 'Configuration';
  /** One line for the overview. */
  readonly summary: string;
  /** What follows the name, such as `GUEST...`. */
  readonly usage: string;
  readonly takes: Arity;
  /** Why a word cannot be the name that it takes first; undefined when it can. */
  readonly refuseName?: (name: string) => Refusal | undefined;
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
  readonly work: (declared: Guests, targets: readonly number[], about: AboutSnapshot) => Work;
  /** It goes on with what earlier runs of the same name have left undone. */
  readonly goesOn?: true;
  /** Guests that it stops are started again when all of them have come out well. */
  readonly startsAgain?: true;
  /** Refused while guests that are not named and in this state stand on one that is. */
  readonly refuseWhile?: Needed;
  /** Of `all` and of ranges, templates are left out. */
  readonly sparesTemplates?: true;
  /** A person is asked first, or --yes wanted: what it does to the guests that are listed then. */
  readonly asks?: (name: string) => string;
  /** Told and refused with this exit status when these are not the plans that there should be. */
  readonly refuse?: (plans: readonly ShownPlan[], work: Work) => number | undefined;
  /** What to type when not all went well, where the same again is not right. */
  readonly again?: (words: string) => string;
  /** What to type after it went well. */
  readonly next: (words: string, name: string) => string;
}

/** One word of the command line. */
export type Verb = LookVerb | ActVerb;
