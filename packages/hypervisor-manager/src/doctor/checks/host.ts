import type { Check, Finding } from '../finding.ts';

export const services: Check = {
  name: 'services',
  find: ({ services: states }) =>
    [...states]
      .filter(([, state]) => state !== 'active')
      .map(
        ([name, state]): Finding => ({
          severity: 'error',
          message: `the service ${name} is ${state}`,
          hint: `systemctl restart ${name}; journalctl -b -u ${name} tells why it ended`,
        }),
      ),
};

export const clock: Check = {
  name: 'clock',
  find: ({ isSynchronised, declared }) =>
    isSynchronised !== false
      ? []
      : [
          {
            severity: 'warning',
            message: 'the clock of this host is not kept right by a time service',
            hint:
              declared.hypervisor.timezone === undefined
                ? 'systemctl enable --now chrony'
                : 'phoenix setup --only time; chronyc sources tells whom it asks',
          },
        ],
};

export const subscription: Check = {
  name: 'subscription',
  find({ enterpriseFiles: files, hasSubscription, declared }) {
    if (hasSubscription || files.length === 0) return [];
    const asIs = /^(as-is|enterprise)$/.test(declared.hypervisor.proxmox_repository);
    return [
      {
        severity: 'warning',
        message: `${files.join(', ')}: the repository for subscribers is switched on, and this host has no subscription: apt-get update fails`,
        hint: asIs
          ? 'declare proxmox_repository "no-subscription", then phoenix setup --only repositories'
          : 'phoenix setup --only repositories',
      },
    ];
  },
};

export const timers: Check = {
  name: 'rollback-timer',
  find: ({ timers: armed }) =>
    armed.map(
      (name): Finding => ({
        severity: 'warning',
        message: `${name} is armed: it takes a change of network or firewall back when it elapses`,
        hint: `systemctl list-timers ${name} tells when; systemctl stop ${name} keeps the change`,
      }),
    ),
};

export const restart: Check = {
  name: 'restart',
  find: ({ restarts }) =>
    restarts.map(
      (why): Finding => ({
        severity: 'warning',
        message: `the host waits for a restart: ${why}`,
        hint: 'phoenix stop all, restart the host when nobody needs it, then phoenix setup',
      }),
    ),
};

export const journal: Check = {
  name: 'journal',
  find({ log }) {
    if (log === undefined) return [];
    if (log.kind !== 'directory')
      return [
        {
          severity: 'error',
          message: '/var/log/phoenix is no directory: nothing can be written down of a run',
          hint: 'mv /var/log/phoenix /var/log/phoenix.old; the next run makes the directory',
        },
      ];
    // What is marked there decides which half-made guests may be destroyed.
    if (log.uid === 0 && (log.mode & 0o022) === 0) return [];
    return [
      {
        severity: 'error',
        message:
          '/var/log/phoenix can be written by others than root: its marks decide about guests',
        hint: 'chown root:root /var/log/phoenix && chmod 750 /var/log/phoenix',
      },
    ];
  },
};
