import type { PhoenixEvent } from '../events.ts';
import { fakeHost } from '../host/fake-host.ts';
import type { RunOperation } from '../operation.ts';
import { createStop } from '../stop.ts';

export const CONF = '/etc/pve/lxc/950.conf';

/** A host with a conf file, and all that is needed to carry out operations on 950. */
export function setup(conf = 'memory: 512\nrootfs: local:950/vm-950-disk-0.raw,size=32G\n') {
  const host = fakeHost({ files: { [CONF]: conf } });
  const stop = createStop();
  const events: PhoenixEvent[] = [];
  const context = {
    host,
    guest: 950,
    stop,
    emit: (event: PhoenixEvent) => void events.push(event),
    logFor: (guest: number | string, operation: string) => `/log/${guest}-${operation}.log`,
    random: () => 0.5,
  };
  return { host, stop, events, context };
}

/** One command, as a line. */
export function run(line: string, more: Partial<RunOperation> = {}): RunOperation {
  const [program = '', ...words] = line.split(' ');
  return {
    id: words[0] ?? '',
    cause: 'a test',
    run: [program, ...words],
    effect: 'change',
    deadline: 60,
    ...more,
  };
}

/** The message of work that fails. */
export const failure = (work: Promise<unknown>) =>
  work.then(
    () => 'no failure',
    (error: Error) => error.message,
  );
