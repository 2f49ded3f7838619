import { lookAt, type Places } from '../../look/directories.ts';
import { type ServiceState, serviceState } from '../../look/units.ts';
import type { Declaration, Look } from '../../setup/step.ts';
import type { Export } from './export.ts';
import { parseEtab, parseExports } from './exports-file.ts';

/** What Phoenix exports is in a file of its own; /etc/exports is never written. */
export const FRAGMENT = '/etc/exports.d/phoenix.exports';
const DIRECTORY = '/etc/exports.d';

/** What the step looks at. */
export interface NfsFacts {
  /** Text of our own file; undefined when there is none. */
  readonly own: string | undefined;
  /** Exports of /etc/exports and of the files of others, with the file. */
  readonly foreign: readonly (Export & { readonly file: string })[];
  /** What is exported at this moment. */
  readonly exported: readonly Export[];
  readonly places: Places;
  readonly service: ServiceState;
}

export async function observe(
  host: Look,
  { config }: Pick<Declaration, 'config'>,
): Promise<NfsFacts> {
  const others = host
    .list(DIRECTORY)
    .filter((name) => name.endsWith('.exports') && !name.startsWith('.'))
    .map((name) => `${DIRECTORY}/${name}`)
    .filter((file) => file !== FRAGMENT);
  return {
    own: host.read(FRAGMENT),
    foreign: ['/etc/exports', ...others].flatMap((file) =>
      parseExports(host.read(file) ?? '').map((one) => ({ ...one, file })),
    ),
    exported: parseEtab(host.read('/var/lib/nfs/etab') ?? ''),
    places: lookAt(
      host,
      config.nfs.exports.map(({ path }) => path),
    ),
    service: await serviceState(host, 'nfs-server'),
  };
}
