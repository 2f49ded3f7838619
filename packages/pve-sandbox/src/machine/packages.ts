import { readText } from '../state/files.ts';

/** Whether a package is installed in a tree, by the files that the package stand-ins keep. */
export function isInstalled(tree: string, name: string): boolean {
  const dpkg = readText(`${tree}/var/lib/dpkg/status`) ?? '';
  if (dpkg.split('\n').includes(`Package: ${name}`)) return true;
  const others = readText(`${tree}/var/lib/misc/pve-sandbox-packages`) ?? '';
  return others.split('\n').includes(name);
}
