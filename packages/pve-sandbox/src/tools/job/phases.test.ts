import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { Interrupted, stepTo, unwatchSignals, watchSignals } from './phases.ts';

afterEach(unwatchSignals);

test('what was being made when the job was interrupted is known to who undoes it', async () => {
  watchSignals();
  const made: string[] = [];
  const work = sleep(50).then(() => 'vm-100-disk-0');
  const waited = stepTo(work, (one) => made.push(one));
  process.emit('SIGTERM');
  await expect(waited).rejects.toThrow(Interrupted);
  expect(made).toEqual(['vm-100-disk-0']);
});
