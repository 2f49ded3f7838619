import { existsSync, realpathSync } from 'node:fs';
import { files } from '../record/files.ts';
import { Refusal } from './usage.ts';

/**
 * Makes DIR the host that this process works on from outside and answers its real path; refuses a
 * directory that `init` did not make.
 */
export function openSandbox(dir: string): string {
  if (!existsSync(dir))
    throw new Refusal(`cannot find '${dir}'\nhint: pve-sandbox init ${dir}`, 66);
  const root = realpathSync(dir);
  process.env.PVE_SANDBOX_ROOT = root;
  if (!existsSync(files.marker())) {
    throw new Refusal(`'${dir}' is not a sandbox: pve-sandbox init did not make it`, 66);
  }
  return root;
}
