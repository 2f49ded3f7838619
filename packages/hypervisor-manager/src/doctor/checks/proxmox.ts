import type { Check } from '../finding.ts';

export const proxmox: Check = {
  name: 'proxmox',
  anywhere: true,
  find: ({ missingPrograms }) =>
    missingPrograms.length === 0
      ? []
      : [
          {
            severity: 'error',
            message: `this is no Proxmox VE host: it has no ${missingPrograms.join(' and no ')}`,
            hint: 'run phoenix on the Proxmox VE host; pve-sandbox makes a host to try it on',
          },
        ],
};

/** The versions whose words and rules are known. */
const SUPPORTED = ['8', '9'];

export const version: Check = {
  name: 'version',
  find({ version: found }) {
    if (found === undefined || SUPPORTED.includes(found.split('.')[0] ?? '')) return [];
    return [
      {
        severity: 'error',
        message: `Proxmox VE ${found} is not supported, only ${SUPPORTED.join(' and ')}`,
        hint: 'bring the host to Proxmox VE 9: pve.proxmox.com/wiki/Upgrade_from_8_to_9 tells how',
      },
    ];
  },
};
