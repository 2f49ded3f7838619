import { afterEach, vi } from 'vitest';
import { phoenix } from '../phoenix.ts';
import { type FakeWorld, fakeWorld, type Scenario } from './fake-world.ts';

// Each test starts several processes.
vi.setConfig({ testTimeout: 60_000 });

const worlds: FakeWorld[] = [];
afterEach(() => {
  for (const made of worlds.splice(0)) made.remove();
});

/** A fake world that is gone after the test. */
export function world(...options: Parameters<typeof fakeWorld>): FakeWorld {
  const made = fakeWorld(...options);
  worlds.push(made);
  return made;
}

/** Runs a command line, words split at blanks, and answers its exit status. */
export function run(line: string, on: FakeWorld): Promise<number> {
  return phoenix(line === '' ? [] : line.split(' '), on);
}

/** A vm-manager that is not there yet. */
export const noVms: Scenario['vm-manager'] = {
  answer: { exit: 69, stderr: 'vm-manager: not available yet\nhint: later\n' },
};
