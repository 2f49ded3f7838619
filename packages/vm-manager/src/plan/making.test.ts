import { parseConf } from '@phoenix/shared-runtime/pve';
import { expect, it } from 'vitest';
import { aVm, confOf } from './fixtures.ts';
import { askedSettings, isMade } from './making.ts';

it('what the command asked for: settings, not where they lie', () => {
  const asked = (argv: string[], source?: number) =>
    askedSettings({ stage: 'define', argv, ...(source !== undefined && { source }) });
  expect(
    asked(['qm', 'create', '8001', '--name', 'a', '--net0', 'virtio,bridge=b', '--scsi0', 'x:5']),
  ).toEqual([
    ['name', 'a'],
    ['net0', 'bridge=b'],
    ['scsi0', 'x:0'],
  ]);
  const options = ['--full', '1', '--snapname', 's', '--storage', 'x', '--format', 'raw'];
  expect(asked(['qm', 'clone', '8000', '8001', '--name', 'a', ...options], 8000)).toEqual([
    ['name', 'a'],
  ]);
});

it('whole is what has a disk and all that was asked for', () => {
  const argv = ['qm', 'create', '8001', '--memory', '2048'];
  const is = (extra: Record<string, string | undefined>) =>
    isMade(parseConf(confOf(aVm(8001), extra)), { stage: 'define', argv });
  expect([is({}), is({ scsi0: undefined }), is({ memory: '1' })]).toEqual([true, false, false]);
});
