import type { GuestPlan } from '@phoenix/shared-runtime';
import type { Observed } from '@phoenix/shared-runtime/guests';
import { running, undoable } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import { userData } from '../cloud-init/user-data.ts';
import { anInput, aVm, confOf, planCreate, snippetOf, stopped } from './fixtures.ts';

type Vm = ReturnType<typeof aVm>;

const plan = (guest: Vm, seen: Observed): GuestPlan => {
  const texts = { [snippetOf(guest.id)]: userData(aVm(guest.id)) };
  const input = anInput({ guests: [guest], observed: { [guest.id]: seen }, texts });
  return planCreate(undoable(input), false);
};
const argv = (operations: GuestPlan['operations'] = []) =>
  operations.map((one) => ('run' in one ? one.run.join(' ') : `write ${one.write}`));

describe('a change of a VM that may fail', () => {
  const conf = confOf(aVm(8001));

  it('stands between a snapshot without memory and its deletion', () => {
    const { operations, undo } = plan(aVm(8001, { memory_mb: 4096 }), running(conf));
    expect(argv(operations)).toEqual([
      'qm snapshot 8001 phoenix-undo',
      'qm set 8001 --memory 4096',
      'qm delsnapshot 8001 phoenix-undo',
    ]);
    expect(argv(undo?.operations)).toEqual([
      'qm rollback 8001 phoenix-undo',
      'qm start 8001',
      'qm delsnapshot 8001 phoenix-undo',
    ]);
  });

  it('writes the files of cloud-init as they were before the VM starts with them', () => {
    const guest = aVm(8001, { user_config: { username: 'other', ssh_keys: [] } });
    const { operations, undo } = plan(guest, running(conf));
    expect(argv(operations)).toEqual([
      'qm snapshot 8001 phoenix-undo',
      `write ${snippetOf(8001)}`,
      'qm set 8001 --ciuser other',
      'qm cloudinit update 8001',
      'qm delsnapshot 8001 phoenix-undo',
    ]);
    const [file, ...rest] = undo?.operations ?? [];
    const content = userData(aVm(8001));
    expect(file).toMatchObject({ write: snippetOf(8001), content, mode: 0o600 });
    expect(argv(rest).slice(0, 2)).toEqual(['qm rollback 8001 phoenix-undo', 'qm start 8001']);
  });

  it('is there as well where only the VM can tell whether something changes', () => {
    const guest = aVm(8001, { features: ['docker'] });
    const { operations, undo } = plan(guest, stopped(conf));
    expect(operations.map(({ id }) => id)).toEqual([
      'snapshot phoenix-undo',
      'start',
      'ready',
      'feature docker',
      'delete snapshot phoenix-undo',
    ]);
    expect(argv(undo?.operations)).not.toContain('qm start 8001');
  });

  it.each<[string, Record<string, string>, Partial<Vm>, string]>([
    [
      'whose disk is a raw file',
      { scsi0: 'files:8001/vm-8001-disk-0.raw,size=20G' },
      { storage_pool: 'files' },
      'scsi0 (files:8001/vm-8001-disk-0.raw) is no qcow2 file, and storage files (dir) takes snapshots of nothing else',
    ],
    [
      'whose firmware keeps its settings in one',
      { efidisk0: 'files:8001/vm-8001-disk-1.raw,size=528K' },
      {},
      'efidisk0 (files:8001/vm-8001-disk-1.raw) is no qcow2 file, and storage files (dir) takes snapshots of nothing else',
    ],
    [
      'whose qcow2 file is to grow',
      { scsi0: 'files:8001/vm-8001-disk-0.qcow2,size=20G' },
      { storage_pool: 'files', disk_size_gb: 40 },
      'scsi0 is a qcow2 file that is to grow, which Proxmox refuses beside a snapshot',
    ],
  ])('is done without for one %s, with a note', (_, keys, more, why) => {
    const guest = aVm(8001, { memory_mb: 4096, ...more });
    const { operations, undo, notes } = plan(guest, running(confOf(aVm(8001), keys)));
    expect(operations.map(({ id }) => id)).toContain('set');
    expect(operations.map(({ id }) => id)).not.toContain('snapshot phoenix-undo');
    expect(undo).toBeUndefined();
    expect(notes).toContain(`no way back for 8001 should a change fail: ${why}`);
  });
});
