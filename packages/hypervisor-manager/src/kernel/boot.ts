import type { Look } from '../setup/step.ts';
import { cmdlineLine, cmdlineWith, grubLine, grubWith } from './boot-words.ts';

/** Which file a boot loader takes its kernel parameters from, and how it learns of a change. */
export interface Loader {
  readonly name: 'GRUB' | 'systemd-boot';
  readonly file: string;
  /** The command that takes a changed file over. */
  readonly apply: readonly [string, ...string[]];
  /** The parameters that a text of the file stands for. */
  readonly read: (text: string) => string;
  /** The text with further parameters. */
  readonly edit: (text: string, words: readonly string[]) => string;
}

/** How the host boots. */
export interface Boot {
  readonly loader: Loader;
  /** Text of the loader's file. */
  readonly text: string | undefined;
  /** The parameters that the running kernel was started with. */
  readonly running: string;
  /** Whether the loader has taken over the file as it is, as far as Phoenix did that. */
  readonly isApplied: boolean;
}

/** Written after the loader has taken its file over: so it is younger than that file. */
export const APPLIED = '/var/lib/phoenix/setup/boot';

const UUIDS = '/etc/kernel/proxmox-boot-uuids';

const GRUB: Loader = {
  name: 'GRUB',
  file: '/etc/default/grub',
  apply: ['update-grub'],
  read: grubLine,
  edit: grubWith,
};

const REFRESH = ['proxmox-boot-tool', 'refresh'] as const;

const SYSTEMD_BOOT: Loader = {
  name: 'systemd-boot',
  file: '/etc/kernel/cmdline',
  apply: REFRESH,
  read: cmdlineLine,
  edit: cmdlineWith,
};

/** Looks at how the host boots. */
export async function readBoot(host: Look): Promise<Boot> {
  const loader = await loaderOf(host);
  return {
    loader,
    text: host.read(loader.file),
    running: (host.read('/proc/cmdline') ?? '').trim(),
    isApplied: await isYounger(host, APPLIED, loader.file),
  };
}

/**
 * Where proxmox-boot-tool keeps the boot partitions, GRUB boots what it puts there on hosts without
 * UEFI and on those with Secure Boot; all other hosts of that kind have systemd-boot.
 */
async function loaderOf(host: Look): Promise<Loader> {
  if ((host.read(UUIDS) ?? '').trim() === '') return GRUB;
  const grub = { ...GRUB, apply: REFRESH };
  if (!host.exists('/sys/firmware/efi')) return grub;
  if (host.program('proxmox-boot-tool') === undefined) return SYSTEMD_BOOT;
  const { stdout } = await host.query(['proxmox-boot-tool', 'status'], { timeout: 60 });
  const configured = /is configured with: (.*)/.exec(stdout)?.[1] ?? 'uefi';
  return /\buefi\b/.test(configured) ? SYSTEMD_BOOT : grub;
}

async function isYounger(host: Look, file: string, than: string): Promise<boolean> {
  if (!host.exists(file) || !host.exists(than)) return false;
  const { exit, stdout } = await host.query(['find', file, '-newer', than]);
  return exit === 0 && stdout.trim() !== '';
}
