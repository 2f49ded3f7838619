import type { ManagerDefinition } from '@phoenix/shared-runtime/frame';
import { fetchDriver } from './tools/fetch-driver.ts';
import { doctor } from './verbs/doctor.ts';
import { OWN_FLAGS } from './verbs/flags.ts';
import { plan, setup } from './verbs/setup.ts';
import { status } from './verbs/status.ts';
import { test } from './verbs/test.ts';

/** The manager of the host: its verbs, and what they work with. */
export const hypervisorManager: ManagerDefinition = {
  program: 'hypervisor-manager',
  kind: 'hypervisor',
  summary: 'Brings this Proxmox host to its declared state: storage, shares, users, GPU, firewall',
  verbs: { setup, plan, status, doctor, test },
  tools: { 'fetch-driver': fetchDriver },
  flags: OWN_FLAGS,
};
