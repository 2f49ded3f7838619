import type { Look } from '../../setup/step.ts';

/** What the step looks at. */
export interface RepositoryFacts {
  /** Text of every file of sources that apt reads, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** Release of Debian: `trixie`. */
  readonly codename: string | undefined;
  readonly hasSubscription: boolean;
}

const MAIN = '/etc/apt/sources.list';
const FOLDER = '/etc/apt/sources.list.d';

export async function observe(host: Look): Promise<RepositoryFacts> {
  const names = host.list(FOLDER).filter((name) => /^[\w.-]+\.(?:list|sources)$/.test(name));
  const paths = [MAIN, ...names.map((name) => `${FOLDER}/${name}`)];
  const texts = paths.map((path) => [path, host.read(path)] as const);
  const release = host.read('/etc/os-release') ?? '';
  return {
    files: Object.fromEntries(
      texts.flatMap(([path, text]) => (text === undefined ? [] : [[path, text]])),
    ),
    codename: /^VERSION_CODENAME="?(\w+)/m.exec(release)?.[1],
    hasSubscription: isActive(host.read('/etc/subscription') ?? ''),
  };
}

/** Proxmox keeps key, checksum and, in base64, what its server said of the key. */
function isActive(text: string): boolean {
  const decoded = Buffer.from(text.split('\n').slice(2).join(''), 'base64').toString('utf8');
  return /"?status"?\s*[:=]\s*"?active\b/i.test(`${text}\n${decoded}`);
}
