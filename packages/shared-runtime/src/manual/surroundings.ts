import type { ManualTable } from './manual.ts';

/** Variables that every executable reads. */
export const ENVIRONMENT: ManualTable = {
  title: 'Environment',
  rows: [
    ['PHOENIX_BASE_DIR', 'the base directory, as --base-dir names it'],
    ['PHOENIX_MANAGERS_DIR', 'where phoenix finds its managers; managers beside it when not set'],
    [
      'PHOENIX_LIMITS',
      'off: no limits to what runs at the same time, to measure what they are worth',
    ],
    ['NO_COLOR', 'no colours, whatever its value'],
    ['CLICOLOR_FORCE', 'colours also where the output is no terminal; CLICOLOR=0: none'],
    ['SUDO_UID', 'who typed sudo: what belongs to him is not taken for what a stranger can change'],
    ['PHOENIX_BIN', 'set by phoenix for tests of the host, unless set: the phoenix that they call'],
    ['PHOENIX_RUN_DIR', 'set by phoenix for its managers: where they write what was done'],
    ['PHOENIX_EVENTS_FD', 'set by phoenix for its managers: where they tell what they do'],
  ],
};

/** Files and directories that every executable knows; BASE is the base directory. */
export const FILES: ManualTable = {
  title: 'Files',
  rows: [
    ['BASE/etc/phoenix_hypervisor_config.json', 'what is declared of the host'],
    ['BASE/etc/phoenix_lxc_configs.json', 'its containers'],
    ['BASE/etc/phoenix_vm_configs.json', 'its VMs'],
    ['BASE/bin', 'scripts of the site'],
    ['/var/log/phoenix', 'what was done: runs, and what their commands said'],
  ],
};
