import { OWN } from '../../record/files.ts';
import { readText, remove, writeText } from '../../state/files.ts';

const FILE = `${OWN}/kernel/nvidia-driver`;

/** The driver's modules, the first of them the driver itself. */
export const nvidiaModules = ['nvidia', 'nvidia_modeset', 'nvidia_uvm', 'nvidia_drm'];

/** The version of the NVIDIA driver on the disk, loaded or not. */
export const installedDriver = (): string | undefined => (readText(FILE) ?? '').trim() || undefined;

/** Puts a driver on the disk, or with undefined takes it away. */
export function setInstalledDriver(version: string | undefined): void {
  if (version === undefined) remove(FILE);
  else writeText(FILE, `${version}\n`);
}
