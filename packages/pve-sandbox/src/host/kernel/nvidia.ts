import { noteChange } from '../../record/note.ts';
import { list, readText, writeText } from '../../state/files.ts';
import { err, out } from '../../state/talk.ts';
import { isInstalled } from '../packages/database.ts';
import { has, optionOf, readOptions } from '../read-options.ts';
import { factsOf, release } from '../release.ts';
import { cards, isNvidiaGpu } from './cards.ts';
import { isLoaded } from './modules.ts';
import { installedDriver, setInstalledDriver } from './nvidia-driver.ts';

/** nvidia-smi: asks the driver, which must be loaded. */
export function nvidiaSmi(args: readonly string[]): number {
  const version = (readText('/sys/module/nvidia/version') ?? '').trim();
  const numbers = list('/dev').flatMap((name) => /^nvidia(\d+)$/.exec(name)?.[1] ?? []);
  if (version === '' || numbers.length === 0) {
    out(
      "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.\n\n",
    );
    return 9;
  }
  const name =
    cards()
      .find(isNvidiaGpu)
      ?.device.replace(/.*\[(.*)\]/, 'NVIDIA $1') ?? 'NVIDIA GeForce RTX 5060 Ti';
  const words = readOptions(args, ['query-gpu', 'format', 'i', 'id', 'pm', 'pl']);
  const query = optionOf(words, 'query-gpu')
    ?.split(',')
    .map((key) => key.trim());
  if (query !== undefined) {
    const format = optionOf(words, 'format') ?? 'csv';
    if (!format.includes('noheader')) out(`${query.join(', ')}\n`);
    for (const index of numbers) {
      const values: Record<string, string> = {
        driver_version: version,
        name,
        gpu_name: name,
        index,
        count: String(numbers.length),
        'memory.total': '16311 MiB',
        'pci.bus_id': `00000000:${index.padStart(2, '0')}:00.0`,
        persistence_mode: 'Enabled',
        uuid: `GPU-00000000-0000-0000-0000-00000000000${index}`,
      };
      out(`${query.map((key) => values[key] ?? '0').join(', ')}\n`);
    }
  } else if (has(words, 'L', 'list-gpus'))
    for (const index of numbers)
      out(`GPU ${index}: ${name} (UUID: GPU-00000000-0000-0000-0000-00000000000${index})\n`);
  else if (has(words, 'pm', 'pl')) noteChange();
  else {
    out(`| NVIDIA-SMI ${version}     Driver Version: ${version}     CUDA Version: 13.0 |\n`);
    for (const index of numbers) out(`|   ${index}  ${name} |\n`);
  }
  return 0;
}

/** What an address NVIDIA-Linux-x86_64-VERSION.run delivers: a script that installs that version. */
export const installerText = (version: string): string =>
  `#!/bin/sh\n# NVIDIA Accelerated Graphics Driver for Linux-x86_64 ${version}\nexec nvidia-installer --run-version=${version} "$@"\n`;

/** The version in an installer's address; undefined for any other address. */
export const installerVersion = (address: string): string | undefined =>
  /NVIDIA-Linux-x86_64-(\d+(?:\.\d+)+)(?:-\w+)?\.run$/.exec(address)?.[1];

const LOG = '/var/log/nvidia-installer.log';

/** nvidia-installer, and what a .run file starts: --silent, --dkms, --uninstall, --check, --version. */
export function nvidiaInstaller(args: readonly string[]): number {
  const words = readOptions(args, [
    'run-version',
    'kernel-source-path',
    'tmpdir',
    'log-file-name',
    'x-prefix',
  ]);
  const version = optionOf(words, 'run-version');
  if (has(words, 'check')) {
    out('Verifying archive integrity... OK\n');
    return 0;
  }
  if (has(words, 'version', 'v', 'info')) {
    out(`nvidia-installer:  version ${version ?? installedDriver() ?? ''}\n`);
    return 0;
  }
  if (has(words, 'uninstall')) {
    noteChange();
    setInstalledDriver(undefined);
    return 0;
  }
  const { kernel } = factsOf(release());
  const headers = [`proxmox-headers-${kernel}`, `pve-headers-${kernel}`].some(isInstalled);
  const failure = !headers
    ? `Unable to find the kernel source tree for the currently running kernel.  Please make sure you have installed the kernel source files for your kernel and that they are properly configured; on Red Hat Linux systems, for example, be sure you have the 'kernel-source' or 'kernel-devel' RPM installed.`
    : !isInstalled('gcc') || !isInstalled('make')
      ? "Unable to find the development tool `cc` in your path; please make sure that you have the package 'gcc' installed."
      : isLoaded('nouveau')
        ? 'The Nouveau kernel driver is currently in use by your system.  This driver is incompatible with the NVIDIA driver, and must be disabled before proceeding.'
        : undefined;
  noteChange();
  writeText(LOG, `nvidia-installer log file '${LOG}'\n${failure ?? 'installed'}\n`);
  if (failure !== undefined || version === undefined) {
    err(
      `\nERROR: ${failure ?? 'no driver is named'}\n\n\nERROR: Installation has failed.  Please see the file '${LOG}' for details.\n`,
    );
    return 1;
  }
  setInstalledDriver(version);
  if (has(words, 'dkms')) writeText(`/var/lib/dkms/nvidia/${version}/source`, '');
  out(
    `Verifying archive integrity... OK\nUncompressing NVIDIA Accelerated Graphics Driver for Linux-x86_64 ${version}....\n`,
  );
  return 0;
}

/** dkms status. */
export function dkms(args: readonly string[]): number {
  const { kernel } = factsOf(release());
  if (args[0] !== 'status') {
    noteChange();
    return 0;
  }
  for (const module of list('/var/lib/dkms')) {
    for (const version of list(`/var/lib/dkms/${module}`))
      out(`${module}/${version}, ${kernel}, x86_64: installed\n`);
  }
  return 0;
}
