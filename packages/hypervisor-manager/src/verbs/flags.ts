import { EXPECT_FLAG, FINGERPRINTS_FLAG, JUNIT_FLAG } from '@phoenix/shared-runtime';
import { steps } from '../steps/index.ts';

const stepNames = steps.map(({ name }) => name);

/** Flags of hypervisor-manager beside the common ones. */
export const OWN_FLAGS = {
  only: {
    value: 'STEPS',
    choices: stepNames,
    help: 'these steps alone, with commas between: zfs,nfs',
  },
  skip: { value: 'STEPS', choices: stepNames, help: 'all steps but these' },
  suite: { value: 'SUITE', help: 'this suite of tests alone' },
  ...JUNIT_FLAG,
  ...FINGERPRINTS_FLAG,
  ...EXPECT_FLAG,
  upgrade: { help: 'bring all packages of the host up to date as well (apt-get dist-upgrade)' },
  'wipe-disks': {
    value: 'SERIALS',
    optional: true,
    help: 'destroy what declared disks with these serial numbers carry; without numbers it asks for each',
  },
} as const;

/** Those that every verb about steps takes. */
export const STEP_FLAGS = ['only', 'skip', 'upgrade', 'wipe-disks'] as const;
