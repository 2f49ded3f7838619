import { fakeHost } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import { draftLines } from '../../test-support/draft-lines.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';

const GPU = '01:00.0 VGA compatible controller [0300]: NVIDIA Corporation X [10de:2684]\n';
const UNIT = '/etc/systemd/system/phoenix-gpu-init.service';
const ENABLED = { '/etc/systemd/system/multi-user.target.wants/phoenix-gpu-init.service': '' };
const DEVICES = { '/dev/nvidiactl': '', '/dev/nvidia-uvm': '' };
const DRIVER = { '/sys/module/nvidia/version': '580.76.05\n' };

async function draft(files: Record<string, string>, lspci = GPU) {
  return plan({}, await observe(fakeHost({ files, commands: { 'lspci -nnk': lspci } })));
}

async function unitText(): Promise<string> {
  const [unit] = (await draft({})).operations;
  return unit !== undefined && 'content' in unit ? unit.content : '';
}

it('a host without the unit gets it, and it starts', async () => {
  expect(draftLines(await draft(DRIVER))).toEqual([
    `phoenix-gpu-init.service is not there: ${UNIT}`,
    'phoenix-gpu-init.service is new: systemctl daemon-reload',
    'phoenix-gpu-init.service does not start with the host: systemctl enable --now phoenix-gpu-init.service',
  ]);
});

it('it runs before guests start', async () => {
  expect(await unitText()).toMatch(/^Before=pve-guests\.service$/m);
});

it.each([
  ['as declared', { ...ENABLED, ...DEVICES, ...DRIVER }, []],
  ['no driver yet', ENABLED, []],
  [
    'the device files are gone',
    { ...ENABLED, ...DRIVER, '/dev/nvidiactl': '' },
    [
      'there is no /dev/nvidiactl or no /dev/nvidia-uvm: systemctl restart phoenix-gpu-init.service',
    ],
  ],
  [
    'the unit of an earlier setup stays',
    { ...ENABLED, ...DEVICES, ...DRIVER, '/etc/systemd/system/nvidia-gpu-init.service': '' },
    [
      '! nvidia-gpu-init.service of an earlier setup stays and does the same: systemctl disable nvidia-gpu-init.service switches it off',
    ],
  ],
])('%s', async (_, files: Record<string, string>, lines) => {
  expect(draftLines(await draft({ [UNIT]: await unitText(), ...files }))).toEqual(lines);
});

it('no card of NVIDIA', async () => {
  expect(draftLines(await draft({}, ''))).toEqual([
    '! left out: this host has no graphics card of NVIDIA',
  ]);
});
