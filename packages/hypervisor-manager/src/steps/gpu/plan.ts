import type { Operation } from '@phoenix/shared-runtime';
import type { StepDraft } from '../../setup/step.ts';
import { NAMES, PATHS } from './names.ts';
import type { GpuFacts } from './observe.ts';

const UNIT = `# Made by phoenix setup; changes are lost.
[Unit]
Description=Device files of the NVIDIA GPUs
After=systemd-modules-load.service
Before=pve-guests.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=nvidia-modprobe -u -c0
ExecStart=nvidia-smi

[Install]
WantedBy=multi-user.target
`;

/** Plans the unit that makes the device files at boot: else the first guest would find none. */
export function plan(_declaration: unknown, facts: GpuFacts): StepDraft {
  if (!facts.hasGpu)
    return { operations: [], notes: ['left out: this host has no graphics card of NVIDIA'] };
  const notes = facts.hasFormer
    ? [
        `${NAMES.former} of an earlier setup stays and does the same: systemctl disable ${NAMES.former} switches it off`,
      ]
    : [];
  return { operations: [...unitOperations(facts), ...startOperations(facts)], notes };
}

function unitOperations({ unit, canVerify }: GpuFacts): Operation[] {
  if (unit === UNIT) return [];
  const verify = ['systemd-analyze', '--man=no', '--recursive-errors=no', 'verify', '{}'] as const;
  return [
    {
      id: 'unit',
      doing: `write ${PATHS.unit}`,
      cause: `${NAMES.unit} ${unit === undefined ? 'is not there' : 'differs'}`,
      write: PATHS.unit,
      content: UNIT,
      ...(canVerify && { verify }),
    },
    {
      id: 'reload',
      doing: 'have systemd read its units again',
      cause: `${NAMES.unit} is ${unit === undefined ? 'new' : 'another'}`,
      run: ['systemctl', 'daemon-reload'],
      effect: 'change',
      deadline: 60,
    },
  ];
}

function startOperations({ isEnabled, isLoaded, hasDevices }: GpuFacts): Operation[] {
  const base = {
    effect: 'change',
    deadline: 120,
    hint: 'does nvidia-smi work by itself?',
  } as const;
  if (!isEnabled)
    return [
      {
        id: 'enable',
        doing: `switch ${NAMES.unit} on`,
        cause: `${NAMES.unit} does not start with the host`,
        run: ['systemctl', 'enable', '--now', NAMES.unit],
        ...base,
      },
    ];
  if (!isLoaded || hasDevices) return [];
  return [
    {
      id: 'devices',
      doing: 'make the device files of the GPUs',
      cause: `there is no ${PATHS.devices.join(' or no ')}`,
      run: ['systemctl', 'restart', NAMES.unit],
      ...base,
    },
  ];
}
