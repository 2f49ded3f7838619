import { expect, test } from 'vitest';
import { loadConfig } from './load.ts';
import { container, memoryReader } from './testing/world.ts';

const shared_volumes = { models: { host_path: '/m', mounts: { 300: '/m' } } };
const containers = { lxc_configs: { 300: container({ dependencies: [8002] }) } };

/** Codes of what is said about these texts of the files. */
function codes(lxc: string, vm?: string): string[] {
  const files = {
    '/p/etc/phoenix_hypervisor_config.json': JSON.stringify({ shared_volumes }),
    '/p/etc/phoenix_lxc_configs.json': lxc,
    ...(vm !== undefined && { '/p/etc/phoenix_vm_configs.json': vm }),
  };
  const { diagnostics } = loadConfig({ baseDir: '/p', reader: memoryReader(files) });
  return diagnostics.map(({ code }) => code);
}

test('what a file that cannot be read may declare is not called undeclared', () => {
  expect(codes(JSON.stringify(containers), '{"vms": [}')).toEqual(['syntax']);
  expect(codes('{"lxc_configs": {,}}', '{"vms": []}')).toEqual(['syntax']);
});

test('what is not declared in files that were read is told', () => {
  expect(codes(JSON.stringify(containers), '{"vms": []}')).toContain('unknown-guest');
  expect(codes('{"lxc_configs": {}}', '{"vms": []}')).toContain('unknown-guest');
});
