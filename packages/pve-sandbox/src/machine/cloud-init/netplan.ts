import { stringify } from 'yaml';
import { list as listNames } from '../../state/files.ts';
import { readGuestFile, writeGuestFile } from '../guest-file.ts';
import type { Ethernet } from './ethernet.ts';
import { fromVersion1 } from './network-v1.ts';
import type { Report } from './report.ts';
import { readYaml } from './user-data.ts';
import { mapping } from './values.ts';

const folder = '/etc/netplan';
const file = `${folder}/50-cloud-init.yaml`;

/** Writes the network settings of a drive, of either version, as netplan's into the guest. */
export function writeNetplan(tree: string, source: string, report: Report): void {
  try {
    const whole = mapping(readYaml(source));
    const config = 'network' in whole ? mapping(whole.network) : whole;
    if (config.config === 'disabled') return;
    const ethernets = config.version === 2 ? config.ethernets : fromVersion1(config.config);
    if (Object.keys(mapping(ethernets)).length === 0) return;
    const text = stringify({ network: { version: 2, ethernets } }, { version: '1.1' });
    writeGuestFile(tree, file, text, { mode: 0o600 });
    report.log('stages.py', 'INFO', 'Applying network configuration from ds');
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    report.warn('sources.py', `Failed loading network config: ${why}`);
  }
}

/** The cards in all files of a guest's netplan; a later file goes over an earlier one. */
export function readNetplan(tree: string): Record<string, Ethernet> {
  const names = listNames(`${tree}${folder}`).filter((name) => /\.ya?ml$/.test(name));
  const parts = names.map((name) => {
    try {
      const whole = mapping(readYaml(readGuestFile(tree, `${folder}/${name}`)));
      return mapping(mapping(whole.network).ethernets) as Record<string, Ethernet>;
    } catch {
      return {};
    }
  });
  return Object.assign({}, ...parts) as Record<string, Ethernet>;
}
