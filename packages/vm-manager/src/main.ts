import { runManager, unavailableVerbs } from '@phoenix/shared-runtime';
import { tools } from './tools/index.ts';

void runManager({
  program: 'vm-manager',
  kind: 'vm',
  summary: 'brings VMs to what is declared, through qm (not available yet)',
  tools,
  verbs: unavailableVerbs({
    create: {
      summary: 'make VMs and bring them to what is declared',
      ids: 'some',
      effect: 'change',
    },
    start: { summary: 'start VMs and wait until they are healthy', ids: 'some', effect: 'change' },
    stop: { summary: 'shut VMs down', ids: 'some', effect: 'change' },
    restart: { summary: 'stop and start VMs', ids: 'some', effect: 'change' },
    delete: { summary: 'destroy VMs with their disks', ids: 'some', effect: 'change' },
    status: {
      summary: 'show whether VMs exist, run and are as declared',
      ids: 'any',
      effect: 'look',
    },
    plan: { summary: 'show what create would do', ids: 'any', effect: 'look' },
    reconfigure: { summary: 'provision VMs again', ids: 'some', effect: 'change' },
    test: { summary: 'check health and run the declared tests', ids: 'any', effect: 'change' },
  }),
});
