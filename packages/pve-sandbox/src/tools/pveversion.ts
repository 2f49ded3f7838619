import { out } from '../state/talk.ts';

/** The version that the recorded answers come from. */
const manager = 'pve-manager/9.2.11/b76d3178b1d1f2f1';
const kernel = '6.17.2-1-pve';

const packages = {
  'proxmox-ve': '9.2.0',
  'pve-manager': '9.2.11',
  'pve-container': '6.1.10',
  'qemu-server': '9.2.6',
  'libpve-storage-perl': '9.1.7',
  'pve-cluster': '9.1.6',
  'libpve-guest-common-perl': '6.0.2',
  'libpve-common-perl': '9.2.1',
  'lxc-pve': '6.0.4-1',
};

/** `pveversion`, with `--verbose` or `-v` the packages too. */
export function pveversion(argv: readonly string[]): number {
  if (argv.some((word) => /^--?v(?:erbose)?$/.test(word))) {
    for (const [name, version] of Object.entries(packages)) {
      out(`${name}: ${version}${name === 'proxmox-ve' ? ` (running kernel: ${kernel})` : ''}\n`);
    }
  } else out(`${manager} (running kernel: ${kernel})\n`);
  return 0;
}
