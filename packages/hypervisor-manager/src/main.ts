import { runManager, unavailableVerbs } from '@phoenix/shared-runtime';

void runManager({
  program: 'hypervisor-manager',
  kind: 'hypervisor',
  summary: 'sets up the host: storage, shares, users, GPU, firewall (not available yet)',
  verbs: unavailableVerbs({
    setup: { summary: 'bring the host to what is declared', ids: 'none', effect: 'change' },
    plan: { summary: 'show what setup would do', ids: 'none', effect: 'look' },
    status: { summary: 'show whether the host is as declared', ids: 'none', effect: 'look' },
    test: { summary: 'run the tests of the host', ids: 'none', effect: 'change' },
  }),
});
