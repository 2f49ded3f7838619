import { join } from 'node:path';
import { execute } from '../executor/execute.ts';
import { realHost } from '../host/real-host.ts';
import { manager, verb } from './fixture.ts';
import { processOutput } from './output.ts';
import { managerExit } from './run-manager.ts';

// A manager as a process of its own, for tests of signals, locks and events. Its only verb works on
// each guest for $TENTHS tenths of a second, twice. Locks are below $ROOT.
const root = process.env.ROOT ?? '';
const script = join(import.meta.dirname, '../../fixtures/slow.sh');
const real = realHost();
const host: typeof real = {
  ...real,
  tryLock: (path, holder) => real.tryLock(root + path, holder),
  read: (path) => real.read(path.startsWith('/run/lock') ? root + path : path),
};

const work = verb((context) =>
  context.eachGuest((id) =>
    context.withLock(id, async () => {
      const operations = ['first', 'second'].map((name) => ({
        id: name,
        cause: 'a test',
        run: [script, process.env.TENTHS ?? '1', `${root}/${id}-${name}`] as const,
        effect: 'change' as const,
        deadline: 60,
      }));
      await execute(operations, context.execution(id));
      return 'changed' as const;
    }),
  ),
);

const self = ['lxc-manager'];
const world = { argv: process.argv.slice(2), host, out: processOutput('lxc-manager'), self };
process.exitCode = await managerExit(manager({ work }), world);
