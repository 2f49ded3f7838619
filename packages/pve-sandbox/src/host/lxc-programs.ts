import { runTool } from '../tools/index.ts';

/** lxc-info ID, lxc-info -n ID: the state, as `pct status` knows it. */
export async function lxcInfo(args: readonly string[]): Promise<number> {
  const flag = args.findIndex((word) => word === '-n' || word === '--name');
  const joined = args.find((word) => /^(-n\d|--name=)/.test(word))?.replace(/^(-n|--name=)/, '');
  const id = flag >= 0 ? args[flag + 1] : (joined ?? args.find((word) => !word.startsWith('-')));
  return await runTool('pct', ['status', id ?? '']);
}
