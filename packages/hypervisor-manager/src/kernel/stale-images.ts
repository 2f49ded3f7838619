import type { Look } from '../setup/step.ts';

/**
 * The initial ram disks of installed kernels that were made before a file of /etc/modprobe.d was
 * written, of which they hold a copy. None when there is no such file.
 */
export async function staleImages(
  host: Pick<Look, 'exists' | 'query'>,
  file: string,
): Promise<readonly string[]> {
  if (!host.exists(file) || !host.exists('/boot')) return [];
  const find = ['find', '/boot', '-maxdepth', '1', '-name', 'initrd.img-*', '!', '-newer', file];
  const { exit, stdout } = await host.query(find);
  return exit === 0 ? stdout.split('\n').filter((line) => line !== '') : [];
}
