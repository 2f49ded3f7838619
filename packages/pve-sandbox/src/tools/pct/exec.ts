import { runInGuest } from '../../guest/exec.ts';
import { isDirectory } from '../../state/files.ts';
import { guestExists, loadGuest } from '../../state/guests.ts';
import { Refusal } from '../../state/refusal.ts';
import type { Handler } from '../cli/dispatch.ts';
import { guestView } from './guest-view.ts';
import { noteGuestChange } from './note-guest-change.ts';

/** `pct exec`: the command's exit code is the program's own. */
export const exec: Handler = async ({ params, words }) => {
  const id = Number(params.get('vmid'));
  if (!guestExists(id)) loadGuest(id);
  if (words.length === 0) {
    throw new Refusal('missing command at /usr/share/perl5/PVE/CLI/pct.pm line 246.');
  }
  return await inGuest(id, words, params.get('keep-env') !== '0');
};

/** `pct enter`: a shell. */
export const enterGuest: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  if (!guestExists(id)) loadGuest(id);
  return await inGuest(id, ['/bin/sh'], params.get('keep-env') !== '0');
};

/** Runs a command in a running container, with the caller's environment or a clean one. */
export async function inGuest(
  id: number,
  argv: readonly string[],
  keepEnv: boolean,
): Promise<number> {
  const { tree, mounts, state } = guestView(id);
  const declared = Object.fromEntries(
    state.env.map((line) => [line.split('=')[0] ?? '', line.slice(line.indexOf('=') + 1)]),
  );
  const env = keepEnv ? { ...kept(), ...declared } : { ...clean, ...declared };
  const started = Date.now();
  const exit = await runInGuest({ id, tree, mounts, argv, env });
  noteGuestChange([tree, ...mounts.map(({ source }) => source)].filter(isDirectory), started);
  return exit;
}

const clean = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  container: 'lxc',
  TERM: 'linux',
};

/** The caller's environment, with the PATH that Proxmox's programs set for themselves. */
function kept(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([key]) => !key.startsWith('PVE_SANDBOX_'));
  const env = { ...Object.fromEntries(own), PATH: '/sbin:/bin:/usr/sbin:/usr/bin' };
  return { TERM: 'linux', ...env, container: 'lxc' };
}
