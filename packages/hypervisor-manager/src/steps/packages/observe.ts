import type { Look } from '../../setup/step.ts';
import { STAMP } from './stamp.ts';

/** What the step looks at. */
export interface PackageFacts {
  /** Names of what is installed, and of what that provides. */
  readonly installed: ReadonlySet<string>;
  /** Whether an apt or dpkg was killed in the middle of its work. */
  readonly isInterrupted: boolean;
  /** How many packages have a newer version in the lists; 0 unless an upgrade is asked for. */
  readonly upgradable: number;
  /** Whether Phoenix has read the lists within the last hour. */
  readonly areListsFresh: boolean;
  /** ISO time. */
  readonly now: string;
  /** Why the host should be restarted: a newer kernel. */
  readonly restart: string | undefined;
}

const HOUR = 3_600_000;

export async function observe(
  host: Look,
  { options: { upgrade } }: { options: { upgrade: boolean } },
): Promise<PackageFacts> {
  const status = host.read('/var/lib/dpkg/status') ?? '';
  const read = Date.parse(host.read(STAMP)?.trim() ?? '');
  const stanzas = status.split('\n\n').map(packageOf);
  return {
    installed: new Set(stanzas.flatMap(({ isInstalled, names }) => (isInstalled ? names : []))),
    isInterrupted:
      stanzas.some(({ isHalf }) => isHalf) ||
      host.list('/var/lib/dpkg/updates').some((name) => /^\d+$/.test(name)),
    upgradable: upgrade ? await upgradable(host) : 0,
    areListsFresh: host.now() - read < HOUR,
    now: new Date(host.now()).toISOString(),
    restart: await restartOf(host),
  };
}

function packageOf(stanza: string): { names: string[]; isInstalled: boolean; isHalf: boolean } {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(stanza)?.[1] ?? '';
  const state = field('Status').split(' ').at(-1) ?? '';
  const provided = field('Provides')
    .split(',')
    .map((name) => name.trim().split(/[ :]/)[0] ?? '');
  return {
    names: [field('Package'), ...provided].filter((name) => name !== ''),
    isInstalled: state === 'installed',
    isHalf: /^(?:half-installed|half-configured|unpacked|triggers-pending|triggers-awaited)$/.test(
      state,
    ),
  };
}

async function upgradable(host: Look): Promise<number> {
  const { stdout } = await host.query(['apt-get', '--simulate', 'dist-upgrade'], { timeout: 60 });
  const counts = /^(\d+) upgraded, (\d+) newly installed/m.exec(stdout);
  return Number(counts?.[1] ?? 0) + Number(counts?.[2] ?? 0);
}

async function restartOf(host: Look): Promise<string | undefined> {
  const kernels = host
    .list('/boot')
    .flatMap((name) => /^vmlinuz-(.+-pve)$/.exec(name)?.[1] ?? [])
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const newest = kernels.at(-1);
  const running = newest === undefined ? '' : (await host.query(['uname', '-r'])).stdout.trim();
  if (newest !== undefined && running !== newest && kernels.includes(running))
    return `kernel ${newest} is installed, ${running} runs`;
  return host.exists('/run/reboot-required') ? 'an update asks for it' : undefined;
}
