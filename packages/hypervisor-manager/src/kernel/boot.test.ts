import { fakeHost } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import { APPLIED, readBoot } from './boot.ts';

const UUIDS = { '/etc/kernel/proxmox-boot-uuids': 'AAAA-BBBB\n' };
const EFI = { '/sys/firmware/efi/config_table': '' };
const status = (what: string) => ({
  'proxmox-boot-tool status': `System currently booted with uefi\nAAAA-BBBB is configured with: ${what} (versions: 6.14.8-2-pve)\n`,
});

it.each([
  ['no boot partitions of Proxmox', {}, {}, 'GRUB', 'update-grub'],
  ['an empty list of them', { '/etc/kernel/proxmox-boot-uuids': '\n' }, {}, 'GRUB', 'update-grub'],
  ['no UEFI', UUIDS, {}, 'GRUB', 'proxmox-boot-tool refresh'],
  ['UEFI', { ...UUIDS, ...EFI }, status('uefi'), 'systemd-boot', 'proxmox-boot-tool refresh'],
  ['Secure Boot', { ...UUIDS, ...EFI }, status('grub'), 'GRUB', 'proxmox-boot-tool refresh'],
  ['a tool that fails', { ...UUIDS, ...EFI }, {}, 'systemd-boot', 'proxmox-boot-tool refresh'],
])('%s', async (_, files, commands, name, apply) => {
  const { loader } = await readBoot(fakeHost({ files, commands }));
  expect([loader.name, loader.apply.join(' ')]).toEqual([name, apply]);
});

it('what the loader has taken over is younger than its file', async () => {
  const files = { '/etc/default/grub': '', [APPLIED]: '', '/proc/cmdline': 'quiet\n' };
  const find = `find ${APPLIED} -newer /etc/default/grub`;
  expect(await readBoot(fakeHost({ files }))).toMatchObject({ isApplied: false, running: 'quiet' });
  const host = fakeHost({ files, commands: { [find]: `${APPLIED}\n` } });
  expect(await readBoot(host)).toMatchObject({ isApplied: true });
});
