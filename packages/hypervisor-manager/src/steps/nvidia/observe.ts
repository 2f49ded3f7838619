import { selfArgv } from '@phoenix/shared-runtime/frame';
import { isNvidiaGpu, readCards } from '../../kernel/pci.ts';
import { staleImages } from '../../kernel/stale-images.ts';
import type { Look } from '../../setup/step.ts';
import { PATHS } from './paths.ts';

/** What the step looks at. */
export interface NvidiaFacts {
  /** Graphics cards of NVIDIA, by name; undefined where there is no lspci. */
  readonly gpus: readonly string[] | undefined;
  /** Release of the running kernel. */
  readonly kernel: string;
  /** Version of the module that is loaded. */
  readonly loaded: string | undefined;
  /** Version of the module that the running kernel would load. */
  readonly installed: string | undefined;
  /** Whether something uses the loaded module, as a running container with a GPU does. */
  readonly isInUse: boolean;
  /** Whether nouveau, the driver of the kernel itself, is loaded. */
  readonly hasNouveau: boolean;
  /** Text of the file that keeps it out, and initial ram disks that are older than that. */
  readonly nouveau: string | undefined;
  readonly stale: readonly string[];
  /** Whether the installer of the declared version is there. */
  readonly hasRunfile: boolean;
  /** Its SHA-256; read where one is declared. */
  readonly runfileSum: string | undefined;
  /** Argv that starts this program again. */
  readonly self: readonly string[];
}

interface Declaration {
  readonly config: { readonly nvidia_driver?: { version?: string; sha256?: string } };
}

export async function observe(host: Look, { config }: Declaration): Promise<NvidiaFacts> {
  const { version = '', sha256 } = config.nvidia_driver ?? {};
  const runfile = PATHS.runfile(version);
  const cards = await readCards(host);
  return {
    gpus: cards?.filter(isNvidiaGpu).map(({ name }) => name),
    kernel: (await host.query(['uname', '-r'])).stdout.trim(),
    loaded: loadedVersion(host),
    installed: await installedVersion(host),
    isInUse: MODULES.some((name) => isUsed(host, name)),
    hasNouveau: host.exists('/sys/module/nouveau'),
    nouveau: host.read(PATHS.nouveau),
    stale: await staleImages(host, PATHS.nouveau),
    hasRunfile: host.exists(runfile),
    runfileSum: sha256 === undefined ? undefined : host.hash(runfile),
    self: selfArgv(),
  };
}

/** Version of the driver that is loaded: `580.76.05`. */
export function loadedVersion(host: Pick<Look, 'read'>): string | undefined {
  return host.read('/sys/module/nvidia/version')?.trim() || undefined;
}

const MODULES = ['nvidia', 'nvidia_uvm', 'nvidia_drm', 'nvidia_modeset'];

async function installedVersion(host: Look): Promise<string | undefined> {
  if (host.program('modinfo') === undefined) return undefined;
  const { exit, stdout } = await host.query(['modinfo', '-F', 'version', 'nvidia']);
  return exit === 0 ? stdout.trim() || undefined : undefined;
}

/** Users of a module beside the modules that are built on it. */
function isUsed(host: Look, name: string): boolean {
  const users = Number(host.read(`/sys/module/${name}/refcnt`) ?? 0);
  return users > host.list(`/sys/module/${name}/holders`).length;
}
