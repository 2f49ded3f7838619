/**
 * What `npm run build` makes: the package whose src/main.ts it is, and where it goes below dist/.
 * @type {readonly {name: string, output: string}[]}
 */
export const executables = [
  { name: 'dispatcher', output: 'bin/phoenix' },
  { name: 'hypervisor-manager', output: 'bin/managers/hypervisor-manager' },
  { name: 'lxc-manager', output: 'bin/managers/lxc-manager' },
  { name: 'vm-manager', output: 'bin/managers/vm-manager' },
  { name: 'pve-sandbox', output: 'pve-sandbox' },
];
