import { randomBytes } from 'node:crypto';
import { makeSkeleton } from '../guest/tree.ts';
import { sleepExactly } from '../record/settings.ts';
import { exists, readText, writeText } from '../state/files.ts';
import { hostPath } from '../state/paths.ts';
import { clearRun } from '../state/prepare-guest.ts';
import { loadVm } from '../state/vms.ts';
import { agentUnit, unitsDir } from './agent.ts';
import { bringUp, cardsOf } from './bring-up.ts';
import { beginCloudInit } from './cloud-init/run.ts';
import { isInstalled } from './packages.ts';
import { progressOf, setProgress } from './progress.ts';
import { bringUpRecorded } from './recorded-system.ts';
import { treeOf } from './tree.ts';

/** `__boot ID`: lets the system of a started machine come up; how long that takes was measured. */
export async function runBoot([word = '']: readonly string[]): Promise<number> {
  const id = Number(word);
  const progress = progressOf(id);
  if (progress === undefined) return 1;
  await sleepExactly([`qm start ${id} booting`, 'qm start booting'], 8);
  const tree = treeOf(id);
  comeUp(tree);
  const cards = cardsOf(loadVm(id).values);
  if (progress.initrd) bringUpRecorded(tree, cards);
  const cloudInit = beginCloudInit(id, tree);
  if (!progress.initrd) bringUp(id, tree, cards);
  setProgress(id, { ...progress, booted: true });
  await cloudInit.finish();
  return 0;
}

/** What a system does at each of its starts. */
function comeUp(tree: string): void {
  clearRun(tree);
  makeSkeleton(hostPath(tree));
  const machineId = readText(`${tree}/etc/machine-id`) ?? '';
  if (!/^[0-9a-f]{32}$/m.test(machineId)) {
    writeText(`${tree}/etc/machine-id`, `${randomBytes(16).toString('hex')}\n`, 0o444);
  }
  writeText(`${tree}/run/pve-sandbox-nfs`, networkMounts(readText(`${tree}/etc/fstab`) ?? ''));
  const masked = exists(`${tree}/etc/systemd/system/${agentUnit}.disabled`);
  if (isInstalled(tree, 'qemu-guest-agent') && !masked) {
    writeText(`${tree}/${unitsDir}/${agentUnit}`, '');
  }
}

/** What fstab mounts of network file systems, a line each, as the stand-in for mount keeps it. */
export const networkMounts = (fstab: string): string =>
  fstab
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([source = '#', , type = '', options = '']) => {
      const isNetwork = !source.startsWith('#') && /^nfs4?$/.test(type);
      return isNetwork && !options.split(',').includes('noauto');
    })
    .map(([source = '', target = '']) => `${plain(source)}\t${plain(target)}\n`)
    .join('');

/** A word of fstab, where a blank is written in octal. */
const plain = (word: string): string =>
  word.replace(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
