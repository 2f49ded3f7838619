import { accountOf, setHash } from '../../machine/accounts.ts';
import { passwordHash } from '../../machine/password-hash.ts';
import { progressOf } from '../../machine/progress.ts';
import { requireAgent } from '../../machine/require-agent.ts';
import { treeOf } from '../../machine/tree.ts';
import { noteChange } from '../../record/note.ts';
import { Refusal } from '../../state/refusal.ts';
import type { Handler } from '../cli/dispatch.ts';

/** `qm guest passwd`: sets a password in the guest's /etc/shadow. */
export const guestPasswd: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  await requireAgent(id);
  const [name = '', password = ''] = [params.get('username'), params.get('password')];
  // The system that was recorded brings its agent and hardly more.
  if (progressOf(id)?.initrd) fail("failed to exec 'chpasswd': No such file or directory");
  const tree = treeOf(id);
  if (accountOf(tree, name) === undefined) {
    fail(
      `chpasswd: (user ${name}) pam_chauthtok() failed, error:\nAuthentication token manipulation error`,
    );
  }
  noteChange();
  setHash(tree, name, params.get('crypted') === '1' ? password : passwordHash(password));
};

function fail(why: string): never {
  throw new Refusal(`Agent error: child process has failed to set user password: ${why}\n`, 29);
}
