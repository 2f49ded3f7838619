import { writeDrive } from '../../state/cloud-init-drive.ts';
import { out } from '../../state/talk.ts';
import type { VmConf } from '../../state/vm-conf.ts';
import { hasCloudInit } from '../../state/vm-drives.ts';
import { writeVm } from '../../state/vms.ts';
import { cloudInitData } from './cloudinit-data.ts';

/**
 * Writes a machine's cloud-init drive anew, if it has one; what the conf noted as not yet on the
 * drive is forgotten. @throws Refusal when a snippet is not there
 */
export function generateCloudInit(id: number, conf: VmConf): void {
  if (!hasCloudInit(conf)) return;
  const data = cloudInitData(id, conf.values);
  out('generating cloud-init ISO\n');
  writeDrive(id, data);
  if (conf.cloudInit.size === 0) return;
  conf.cloudInit.clear();
  writeVm(id, conf);
}
