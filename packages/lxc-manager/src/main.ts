import { runManager } from '@phoenix/shared-runtime/frame';
import { create } from './verbs/create.ts';
import { deleteVerb } from './verbs/delete.ts';
import { plan } from './verbs/plan.ts';
import { reconfigure } from './verbs/reconfigure.ts';
import { restart } from './verbs/restart.ts';
import { start } from './verbs/start.ts';
import { status } from './verbs/status.ts';
import { stop } from './verbs/stop.ts';
import { test } from './verbs/test.ts';

void runManager({
  program: 'lxc-manager',
  kind: 'lxc',
  summary: 'Brings the containers of this Proxmox host to their declared state',
  flags: { suite: { value: 'NAME', help: 'only this suite of tests' } },
  verbs: { create, start, stop, restart, delete: deleteVerb, status, plan, reconfigure, test },
});
