/** A sentence about each column of the status table, in the words that stand in it. */
export const STATUS_COLUMNS: readonly string[] = [
  'STATE is running, stopped, template, or missing (declared, but not on the host).',
  'SETTINGS is as declared, or differs (plan tells which setting).',
  'PROVISIONING is provisioned, or pending (something is still to be run, or has changed), or',
  'unknown (only the guest could tell, and it does not run or does not answer).',
  'What is missing has a dash in both. With --all come the guests of this host that nobody declared:',
  'not declared.',
];
