import type { Look } from '../../setup/step.ts';
import { type Source, sourcesIn } from './sources.ts';

const DIRECTORY = '/etc/apt/sources.list.d';

/** What the step looks at. */
export interface RepositoryFacts {
  /** bookworm, trixie; undefined where the host does not say. */
  readonly codename: string | undefined;
  readonly sources: readonly Source[];
  /** Texts of the files that sources stand in. */
  readonly texts: ReadonlyMap<string, string>;
  readonly hasSubscription: boolean;
}

export async function observe(host: Look): Promise<RepositoryFacts> {
  const names = host.list(DIRECTORY).filter((name) => /\.(?:list|sources)$/.test(name));
  const files = ['/etc/apt/sources.list', ...names.map((name) => `${DIRECTORY}/${name}`)];
  const texts = new Map(files.flatMap((file) => pair(file, host.read(file))));
  return {
    codename: /^VERSION_CODENAME=(\w+)/m.exec(host.read('/etc/os-release') ?? '')?.[1],
    sources: [...texts].flatMap(([file, text]) => sourcesIn(file, text)),
    texts,
    hasSubscription: await hasSubscription(host),
  };
}

function pair(file: string, text: string | undefined): [string, string][] {
  return text === undefined ? [] : [[file, text]];
}

/** The file is there with any key that was ever set; only Proxmox can tell whether it still holds. */
async function hasSubscription(host: Look): Promise<boolean> {
  if (!host.exists('/etc/subscription') || host.program('pvesubscription') === undefined)
    return false;
  const { stdout } = await host.query(['pvesubscription', 'get']);
  return /^status: active$/im.test(stdout);
}
