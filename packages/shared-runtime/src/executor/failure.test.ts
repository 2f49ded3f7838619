import { describe, expect, it } from 'vitest';
import type { RunOperation } from '../operation.ts';
import { commandFailure } from './failure.ts';

/** What is told of a command that failed with this output. */
function told(command: string, output: string, exit = 255) {
  const [program = '', ...words] = command.split(' ');
  const operation: RunOperation = {
    id: 'a step',
    doing: 'do it',
    cause: 'a test',
    run: [program, ...words],
    effect: 'change',
    deadline: 60,
  };
  return commandFailure(operation, 950, { exit, output, timedOut: false }, '').message;
}

describe('the reason of a failure', () => {
  const _ = (command: string, output: string, expected: string) => () =>
    expect(told(command, output)).toBe(`cannot do it: ${expected}`);
  const refused = '400 Parameter verification failed.\n';

  it(
    'is not the usage of the tool that comes last',
    _(
      'qm set 8002 --net0 virtio,bridge=vmbr9',
      `${refused}net0: hotplug problem - bridge 'vmbr9' does not exist\nqm set <vmid> [OPTIONS]\n`,
      "qm set exited 255: net0: hotplug problem - bridge 'vmbr9' does not exist",
    ),
  );
  it(
    'is not the usage of an alias either',
    _(
      '/usr/sbin/qm resize 8002 scsi0 1G',
      `${refused}size: no\nUSAGE: qm disk resize <vmid> <disk> <size> [OPTIONS]\n`,
      'qm resize exited 255: size: no',
    ),
  );
  it(
    'is before a usage without options',
    _(
      'pveam download local x',
      `${refused}template: no such template\npveam download <storage> <template>\n`,
      'pveam download exited 255: template: no such template',
    ),
  );
  it(
    'is the usage where nothing else was said',
    _('pct set 950', 'pct set <vmid> [OPTIONS]\n', 'pct set exited 255: pct set <vmid> [OPTIONS]'),
  );
  it(
    'may begin with the name of the tool',
    _('pct set 950', 'x\npct set of 950 broke\n', 'pct set exited 255: pct set of 950 broke'),
  );
});
