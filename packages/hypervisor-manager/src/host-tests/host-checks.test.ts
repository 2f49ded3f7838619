import { expect, it } from 'vitest';
import { hostChecks } from './host-checks.ts';

const entry = (name: string, path: string, type = 'script') => ({ name, path, type });
const tests = {
  storage: [entry('pools are online', 'hypervisor/pools.sh')],
  network: [
    entry('names resolve', 'hypervisor/names.sh'),
    entry('odd', 'hypervisor/pools.sh', 'python'),
  ],
};
const fact = (name: string, more = {}) => {
  const path = `/base/bin/tests/hypervisor/${name}`;
  return [path, { path, hash: 'x', command: [path] as const, ...more }] as const;
};
const site = (
  ...facts: (readonly [string, { path: string; hash: string; command: readonly [string] }])[]
) => ({
  baseDir: '/base',
  scripts: new Map(facts),
});
const told = (checks: ReturnType<typeof hostChecks>) =>
  checks.map(({ suite, name, operations, problems }) => {
    const [first] = operations;
    const does = first !== undefined && 'run' in first ? first.run.join(' ') : undefined;
    return `${suite} ${name}: ${does ?? problems.map(({ message }) => message).join('; ')}`;
  });

it('every test of every suite, or of one', () => {
  const all = site(fact('pools.sh'), fact('names.sh'));
  expect(told(hostChecks(tests, all))).toEqual([
    'storage pools are online: /base/bin/tests/hypervisor/pools.sh',
    'network names resolve: /base/bin/tests/hypervisor/names.sh',
    'network odd: cannot run test "odd" of the host: its type python is not known',
  ]);
  expect(told(hostChecks(tests, all, 'storage'))).toHaveLength(1);
});

it('what cannot be run is told, and is no pass', () => {
  const dos = { isDos: true as const };
  expect(told(hostChecks(tests, site(fact('pools.sh', dos)), 'storage'))[0]).toContain('CRLF');
  expect(told(hostChecks(tests, site(), 'storage'))).toEqual([
    'storage pools are online: cannot run test "pools are online" of the host: /base/bin/tests/hypervisor/pools.sh does not exist',
  ]);
});
