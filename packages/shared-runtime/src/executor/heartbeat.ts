import type { Operation } from '../operation.ts';
import type { ExecutionContext } from './context.ts';

const INTERVAL = 10;

/** Tells at once and every ten seconds what an operation waits for, until it is ended. */
export function heartbeat(operation: Operation, context: ExecutionContext): { end(): void } {
  const { emit, guest, host } = context;
  const begun = host.now();
  const deadline = totalDeadline(operation);
  const waitsFor =
    'run' in operation
      ? (operation.waitsFor ?? operation.id)
      : `${operation.id}: ${operation.write}`;
  const beat = () => {
    const elapsed = Math.round((host.now() - begun) / 1000);
    emit({ type: 'wait', guest, waitsFor, elapsed, ...(deadline !== undefined && { deadline }) });
  };
  beat();
  const timer = setInterval(beat, INTERVAL * 1000);
  return { end: () => clearInterval(timer) };
}

/** Seconds after which an operation has ended or failed, all its attempts together. */
function totalDeadline(operation: Operation): number | undefined {
  if (!('run' in operation)) return undefined;
  const { deadline, attempts } = operation;
  if (attempts === undefined) return deadline;
  return attempts.count * deadline + (attempts.count - 1) * attempts.interval;
}
