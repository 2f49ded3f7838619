import { globSync } from 'node:fs';
import { root } from '../lib/toolchain.mjs';

/**
 * A part of the product that is mutated: its sources and the tests that are to notice.
 * @typedef {{name: string, what: string, sources: readonly string[], but?: readonly string[], tests: readonly string[], slow?: readonly string[]}} Part
 */

/** @type {readonly Part[]} */
export const PARTS = [
  {
    name: 'conf-files',
    what: 'reading and editing of ID.conf, of property strings and of storage.cfg',
    sources: ['packages/shared-runtime/src/pve/*.ts'],
    tests: [
      'packages/shared-runtime/src/{pve,executor,guests}/**/*.test.ts',
      'packages/{lxc-manager,vm-manager}/src/{plan,import}/**/*.test.ts',
    ],
  },
  {
    name: 'scheduler',
    what: 'when a guest begins: order, limits, boots, forecasts',
    sources: [
      'packages/dispatcher/src/schedule/*.ts',
      'packages/dispatcher/src/learn/*.ts',
      'packages/dispatcher/src/{tasks-of,critical-path,limits}.ts',
      'packages/shared-config/src/{graph,min-heap}.ts',
    ],
    tests: [
      'packages/dispatcher/src/{schedule,learn}/*.test.ts',
      'packages/dispatcher/src/{tasks-of,critical-path,limits,work}.test.ts',
      'packages/shared-config/src/{graph,min-heap}.test.ts',
    ],
  },
  {
    name: 'checks',
    what: 'what is told of a configuration: of each value, and across guests and files',
    sources: [
      'packages/shared-config/src/checks/*.ts',
      'packages/shared-config/src/{validate,findings,odd-texts,unknown-key,firewall-place,named-files,net}.ts',
      'packages/shared-config/src/schema/accepts.ts',
    ],
    tests: ['packages/shared-config/src/**/*.test.ts'],
    // Takes longer than many others together.
    slow: ['**/mutation.test.ts'],
  },
  {
    name: 'planners',
    what: 'what is to be done: for containers, for VMs, for the host',
    sources: [
      'packages/{lxc-manager,vm-manager}/src/plan/*.ts',
      'packages/shared-runtime/src/guests/plan/*.ts',
      'packages/hypervisor-manager/src/steps/*/*.ts',
      'packages/hypervisor-manager/src/armed/plan.ts',
      'packages/hypervisor-manager/src/setup/plan-host.ts',
    ],
    // What looks at the host plans nothing, nor does what only names the two.
    but: ['**/fixtures.ts', '**/steps/test-support/*.ts', '**/steps/*/{observe,index}.ts'],
    tests: ['packages/{shared-runtime,lxc-manager,vm-manager,hypervisor-manager}/src/**/*.test.ts'],
  },
];

/** @param {Part} part @returns {string[]} paths from the root */
export function sourcesOf({ sources, but = [] }) {
  const exclude = [...but, '**/*.test.ts', '**/types.ts'];
  return globSync(sources, { cwd: root, exclude }).sort();
}

/** @param {Part} part @returns {string[]} paths from the root */
export function testsOf({ tests, slow = [] }) {
  return globSync(tests, { cwd: root, exclude: slow }).sort();
}
