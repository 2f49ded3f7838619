import type { LxcGuest } from '@phoenix/shared-config';
import { CONTAINERS, type Sight } from '@phoenix/shared-runtime/guests';
import { wantedFacts } from './facts.ts';
import { readMemory } from './memory.ts';

/** How containers are looked at. */
export const containerSight: Sight<LxcGuest> = {
  kind: CONTAINERS,
  guests: ({ lxc }) => lxc,
  wanted: wantedFacts,
  readMemory,
};
