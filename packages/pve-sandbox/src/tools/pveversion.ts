import { factsOf, release } from '../host/release.ts';
import { out } from '../state/talk.ts';

/** The packages of the host that the recorded answers come from. */
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
  const { manager, commit, kernel } = factsOf(release());
  if (argv.some((word) => /^--?v(?:erbose)?$/.test(word))) {
    for (const [name, version] of Object.entries(packages)) {
      out(`${name}: ${version}${name === 'proxmox-ve' ? ` (running kernel: ${kernel})` : ''}\n`);
    }
  } else out(`pve-manager/${manager}/${commit} (running kernel: ${kernel})\n`);
  return 0;
}
