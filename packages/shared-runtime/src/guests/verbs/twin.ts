import { JUNIT_FLAG } from '../../checks/report.ts';
import { EXPECT_FLAG, FINGERPRINTS_FLAG } from '../../expected/flags.ts';
import type { VerbContext } from '../../frame/context.ts';
import type { FlagDefinition } from '../../frame/flags.ts';
import type { GuestPlan } from '../../guest-plan.ts';
import type { Door } from '../door.ts';
import type { Guest } from '../guest.ts';
import type { Wording } from '../import/words.ts';
import type { Sight } from '../observe/observe.ts';
import type { Planners } from '../plan/planners.ts';
import type { GuestInput } from '../plan/types.ts';
import type { Ways } from '../plan/ways.ts';
import { SNAPSHOT_FLAGS } from './snapshot-flags.ts';

/** All that one kind of guest brings of its own; the verbs are the same for both. */
export interface TwinParts<G extends Guest> {
  /** How its guests are looked at. */
  readonly sight: Sight<G>;
  /** What it plans in a way of its own; loaded while Proxmox is asked who runs. */
  ways(): Promise<Ways<G>>;
  /** How guests of the host are put into words of the configuration. */
  wording(): Promise<Wording>;
  /** How commands and files get into its guests. */
  door(context: VerbContext): Door;
}

/** A twin as its verbs need it: with the planners that follow from its ways. */
export interface Twin<G extends Guest> extends TwinParts<G> {
  planners(): Promise<Planners<G>>;
}

/** How a verb plans one guest. */
export type Planner<G extends Guest> = (input: GuestInput<G>, planners: Planners<G>) => GuestPlan;

/** The flags of these verbs beside the common ones. */
export const GUEST_FLAGS: Readonly<Record<string, FlagDefinition>> = {
  suite: { value: 'SUITE', help: 'only this suite of tests' },
  ...JUNIT_FLAG,
  ...FINGERPRINTS_FLAG,
  ...EXPECT_FLAG,
  ...SNAPSHOT_FLAGS,
  all: { help: 'also guests of this host that are not declared' },
};
