import { enabledUnits } from '../../look/units.ts';
import type { Declaration, Look } from '../../setup/step.ts';
import { type Export, exportsIn } from './exports-file.ts';

const DIRECTORY = '/etc/exports.d';

/** Our own exports; all others belong to others. */
export const OWN_EXPORTS = `${DIRECTORY}/phoenix.exports`;

/** What the step looks at. */
export interface NfsFacts {
  /** Text of our own file. */
  readonly own: string | undefined;
  /** What other files offer, with the file in front. */
  readonly others: readonly (Export & { readonly file: string })[];
  /** What is offered at this moment. */
  readonly active: readonly Export[];
  /** Declared directories that are not there. */
  readonly missing: readonly string[];
  readonly isEnabled: boolean;
}

export async function observe(
  host: Look,
  { config }: Pick<Declaration, 'config'>,
): Promise<NfsFacts> {
  const fragments = host.list(DIRECTORY).filter((name) => name.endsWith('.exports'));
  const files = ['/etc/exports', ...fragments.map((name) => `${DIRECTORY}/${name}`)];
  const paths = config.nfs.exports.map(({ path }) => path);
  return {
    own: host.read(OWN_EXPORTS),
    others: files
      .filter((file) => file !== OWN_EXPORTS)
      .flatMap((file) => exportsIn(host.read(file) ?? '').map((one) => ({ ...one, file }))),
    active: exportsIn(host.read('/var/lib/nfs/etab') ?? ''),
    missing: paths.filter((path) => !host.exists(path)),
    isEnabled: enabledUnits(host).has('nfs-server.service'),
  };
}
