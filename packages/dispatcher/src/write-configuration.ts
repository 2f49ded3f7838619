import { basename, join, resolve } from 'node:path';
import type { GuestKind } from '@phoenix/shared-config';
import { EXIT, PhoenixError } from '@phoenix/shared-runtime';
import type { Configuration } from './imported.ts';
import type { Session } from './session.ts';

const KINDS: readonly GuestKind[] = ['lxc', 'vm'];

/**
 * Where --out-dir wants the files, or undefined where it was not typed. Throws (1) while one of them is
 * there, before anything is asked.
 */
export function outPaths(session: Session): Readonly<Record<GuestKind, string>> | undefined {
  const { flags, world } = session;
  if (flags.outDir === undefined) return undefined;
  const directory = world.absolute(flags.outDir);
  const paths = {
    lxc: join(directory, 'phoenix_lxc_configs.json'),
    vm: join(directory, 'phoenix_vm_configs.json'),
  };
  const taken = KINDS.map((kind) => paths[kind]).find((path) => world.host.exists(path));
  if (taken === undefined) return paths;
  throw new PhoenixError(`cannot write ${taken}: it is there already, and is not overwritten`, {
    exit: EXIT.failed,
    hint: `name another directory, or put what phoenix import prints into ${basename(taken)} yourself`,
  });
}

/** Writes the files of which there is something to write; answers their paths. */
export function writeConfiguration(
  configuration: Configuration,
  paths: Readonly<Record<GuestKind, string>>,
  { world, flags }: Session,
): string[] {
  return KINDS.flatMap((kind) => {
    const file = configuration[kind];
    if (file === undefined) return [];
    const directory = resolve(paths[kind], '..');
    if (!flags.dryRun) {
      if (!world.host.exists(directory)) world.host.makeDirectory(directory, 0o755);
      world.host.write(paths[kind], `${JSON.stringify(file, null, 2)}\n`, 0o644);
    }
    return [paths[kind]];
  });
}
