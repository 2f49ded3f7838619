import { noteChange } from '../record/note.ts';

/** pve-firewall: running; everything it can be told succeeds. */
export function pveFirewall(args: readonly string[]): number {
  if (args[0] === 'status') process.stdout.write('Status: enabled/running\n');
  else if (args[0] !== 'compile' && args[0] !== 'localnet') noteChange();
  return 0;
}
