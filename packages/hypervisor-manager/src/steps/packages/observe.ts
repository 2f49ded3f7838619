import type { Declaration, Look } from '../../setup/step.ts';

// biome-ignore lint/suspicious/noTemplateCurlyInString: these are fields of dpkg-query.
const FORMAT = '${Package}\\t${db:Status-Status}\\n';

/** What the step looks at. */
export interface PackageFacts {
  /** Of the packages that are wanted, those that are neither installed nor unfinished. */
  readonly missing: readonly string[];
  /** Packages that a killed apt or dpkg has left between unpacked and configured. */
  readonly unfinished: readonly string[];
  /** Packages that could be brought up to date; undefined: not asked for, or the lists are old. */
  readonly upgradable: readonly string[] | undefined;
  /** Why the host itself says that it should be restarted. */
  readonly restart: boolean;
}

type Needs = Pick<Declaration, 'packages' | 'options'>;

export async function observe(host: Look, { packages, options }: Needs): Promise<PackageFacts> {
  const installed = packages.length === 0 ? new Set() : await installedOf(packages, host);
  const unfinished = unfinishedIn(host.read('/var/lib/dpkg/status') ?? '');
  return {
    missing: packages.filter((name) => !installed.has(name) && !unfinished.includes(name)),
    unfinished,
    upgradable: options.upgrade ? await upgradable(host) : undefined,
    restart: host.exists('/run/reboot-required'),
  };
}

async function installedOf(names: readonly string[], host: Look): Promise<Set<string>> {
  // It answers 1 when one of them is not known, and tells of the others all the same.
  const { stdout } = await host.query(['dpkg-query', '--show', '--showformat', FORMAT, ...names]);
  const rows = stdout.split('\n').map((line) => line.split('\t'));
  return new Set(rows.flatMap(([name = '', state]) => (state === 'installed' ? [name] : [])));
}

function unfinishedIn(status: string): string[] {
  const half =
    /^Status: \S+ \S+ (?:half-configured|half-installed|unpacked|triggers-awaited|triggers-pending)$/m;
  return status
    .split('\n\n')
    .filter((stanza) => half.test(stanza))
    .flatMap((stanza) => /^Package: (.+)$/m.exec(stanza)?.[1] ?? []);
}

/** What apt would bring up to date; undefined while its lists are older than an hour, or not there. */
async function upgradable(host: Look): Promise<string[] | undefined> {
  const fresh = ['find', '/var/lib/apt/lists', '-maxdepth', '0', '-mmin', '-60'];
  if ((await host.query(fresh)).stdout.trim() === '') return undefined;
  const { stdout } = await host.query(['apt-get', '--simulate', 'dist-upgrade']);
  return [...stdout.matchAll(/^Inst (\S+)/gm)].flatMap(([, name]) => name ?? []);
}
