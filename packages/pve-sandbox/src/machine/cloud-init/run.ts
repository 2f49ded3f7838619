import { readDrive } from '../../state/cloud-init-drive.ts';
import { exists } from '../../state/files.ts';
import { isInstalled } from '../packages.ts';
import { applyEarly, applyUserData, instanceOf, type Seed } from './apply.ts';
import type { Guest } from './in-guest.ts';
import { Report } from './report.ts';

const source = 'DataSourceNoCloud [seed=/dev/sr0]';

/** Cloud-init in a booting guest: its early half is done, the other waits to be called. */
export type CloudInit = { finish(): Promise<void> };

/** Begins cloud-init where a guest has it; without a drive it is off. */
export function beginCloudInit(id: number, tree: string): CloudInit {
  const isOff = exists(`${tree}/etc/cloud/cloud-init.disabled`);
  if (isOff || !isInstalled(tree, 'cloud-init')) return { finish: async () => undefined };
  const seed = seedOf(id);
  const report = new Report(
    tree,
    seed === undefined ? 'Cloud-init disabled by cloud-init-generator' : source,
  );
  if (seed === undefined) {
    report.write('disabled');
    return { finish: async () => undefined };
  }
  report.write('running');
  applyEarly(tree, seed, report);
  const guest: Guest = { id, tree, instance: instanceOf(seed) };
  return {
    finish: async () => {
      await applyUserData(guest, seed, report).catch((error: unknown) =>
        report.fail('init', error instanceof Error ? error.message : String(error)),
      );
      report.write('done');
    },
  };
}

function seedOf(id: number): Seed | undefined {
  const drive = readDrive(id);
  if (drive === undefined) return undefined;
  return { userData: drive.user, networkConfig: drive.network, metaData: drive.meta };
}
