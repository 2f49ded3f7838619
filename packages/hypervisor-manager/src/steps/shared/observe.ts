import type { HypervisorConfig, SharedVolume } from '@phoenix/shared-config';
import type { Declaration, Look } from '../../setup/step.ts';

/** What the step looks at. */
export interface SharedFacts {
  /** Directories of shared volumes that are not there. */
  readonly missing: ReadonlySet<string>;
  /** Volumes of storages that are asked about, in bytes by their id. */
  readonly volumes: ReadonlyMap<string, number>;
  /** What pvesm said of a storage that it could not list. */
  readonly unknown: ReadonlyMap<string, string>;
}

export async function observe(
  host: Look,
  { config }: Pick<Declaration, 'config'>,
): Promise<SharedFacts> {
  const paths = Object.values(config.shared_volumes).map(
    ({ host_path }: SharedVolume) => host_path,
  );
  const volumes = new Map<string, number>();
  const unknown = new Map<string, string>();
  for (const storage of storagesOf(config)) {
    const { exit, stdout, output } = await host.query(['pvesm', 'list', storage]);
    if (exit !== 0) unknown.set(storage, output.trim());
    for (const line of stdout.split('\n').slice(1)) {
      const [id = '', , , size] = line.trim().split(/\s+/);
      if (id !== '') volumes.set(id, Number(size));
    }
  }
  return { missing: new Set(paths.filter((path) => !host.exists(path))), volumes, unknown };
}

function storagesOf({ shared_zfs_volumes }: HypervisorConfig): Set<string> {
  return new Set(Object.values(shared_zfs_volumes).map(({ pool }) => pool));
}
