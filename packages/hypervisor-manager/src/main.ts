import { runManager } from '@phoenix/shared-runtime';
import { fetchDriver } from './tools/fetch-driver.ts';
import { doctor } from './verbs/doctor.ts';
import { OWN_FLAGS } from './verbs/flags.ts';
import { plan, setup } from './verbs/setup.ts';
import { status } from './verbs/status.ts';
import { test } from './verbs/test.ts';

void runManager({
  program: 'hypervisor-manager',
  kind: 'hypervisor',
  summary: 'sets up the host: storage, shares, users, GPU, firewall',
  verbs: { setup, plan, status, doctor, test },
  tools: { 'fetch-driver': fetchDriver },
  flags: OWN_FLAGS,
});
