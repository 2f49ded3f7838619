import { runTool } from '../tools/index.ts';

/** lxc-attach -n ID -- COMMAND: what `pct exec` does. */
export async function lxcAttach(args: readonly string[]): Promise<number> {
  const { id, rest } = named(args);
  return await runTool('pct', ['exec', id, '--', ...(rest.length > 0 ? rest : ['/bin/sh'])]);
}

/** lxc-info -n ID: the state, as `pct status` knows it. */
export async function lxcInfo(args: readonly string[]): Promise<number> {
  return await runTool('pct', ['status', named(args).id]);
}

/** The container that -n or the first word names, and the command behind it. */
function named(args: readonly string[]): { id: string; rest: string[] } {
  const dashes = args.indexOf('--');
  const options = dashes < 0 ? args : args.slice(0, dashes);
  const rest = dashes < 0 ? [] : args.slice(dashes + 1);
  const flag = options.findIndex((word) => word === '-n' || word === '--name');
  const joined = options.find((word) => /^(-n\d|--name=)/.test(word));
  const id = flag >= 0 ? options[flag + 1] : joined?.replace(/^(-n|--name=)/, '');
  return { id: id ?? options.find((word) => !word.startsWith('-')) ?? '', rest };
}
