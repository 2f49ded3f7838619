import { Refusal } from '../state/refusal.ts';
import { err } from '../state/talk.ts';
import { inGuest } from './pct/exec.ts';

/** `lxc-attach -n ID [--clear-env] -- COMMAND...` */
export async function lxcAttach(argv: readonly string[]): Promise<number> {
  const end = argv.indexOf('--');
  const options = end < 0 ? argv : argv.slice(0, end);
  const words = end < 0 ? [] : argv.slice(end + 1);
  const at = options.findIndex((word) => word === '-n' || word === '--name');
  const name = at < 0 ? options.find((word) => /^--name=/.test(word))?.slice(7) : options[at + 1];
  if (name === undefined || !/^\d+$/.test(name)) {
    err('lxc-attach: missing container name, use --name option\n');
    return 1;
  }
  try {
    const command = words.length === 0 ? ['/bin/sh'] : words;
    return await inGuest(Number(name), command, !options.includes('--clear-env'));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    err(
      `lxc-attach: ${name}: ../src/lxc/attach.c: get_attach_context: 406 Connection refused - Failed to get init pid\n`,
    );
    return 1;
  }
}
