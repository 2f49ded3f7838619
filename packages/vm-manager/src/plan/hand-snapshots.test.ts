import { planLines, running } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import { anInput, aVm, confOf, planRollback, planSnapshot, stopped } from './fixtures.ts';

const guest = aVm(8001, { snapshots: { pre_features: 'bare', post_features: 'done' } });
const conf = confOf(guest);
const seen = (text: string, runs = true) =>
  anInput({ guests: [guest], observed: { 8001: runs ? running(text) : stopped(text) } });

it('a snapshot of a running VM is without its memory', () => {
  expect(planLines(planSnapshot(seen(conf), { name: 'before' }))).toEqual([
    'change',
    'snapshot before: qm snapshot 8001 before --description phoenix snapshot',
  ]);
});

it.each([
  ['scsi1', 'thick:vm-8001-disk-1', 'storage thick (lvm)'],
  ['scsi1', 'files:8001/vm-8001-disk-1.raw', 'storage files (dir)'],
])('%s on %s makes one impossible', (key, volume, storage) => {
  const plan = planSnapshot(seen(confOf(guest, { [key]: `${volume},size=1G` })), {
    name: 'before',
  });
  expect(plan.problems[0]).toEqual({
    message: `cannot take snapshot before of 8001: ${key} (${volume}) is no qcow2 file, and ${storage} takes snapshots of nothing else`,
    hint: 'a backup can do what a snapshot cannot: vzdump 8001',
    exit: 1,
  });
});

it('names that it declares are its own', () => {
  expect(planSnapshot(seen(conf), { name: 'done' }).problems[0]?.message).toBe(
    'cannot take snapshot done of 8001: phoenix itself takes snapshots of that name (the finished guest)',
  );
});

it('goes back, and tells when the snapshot holds its memory', () => {
  const text = `${conf}\n[before]\nscsi0: guests:vm-8001-disk-0,size=20G\nsnaptime: 1\nvmstate: guests:vm-8001-state-before\n`;
  const plan = planRollback(seen(text), 'before');
  expect(planLines(plan).slice(0, 3)).toEqual([
    'change',
    'stop: qm shutdown 8001 --timeout 60 --forceStop 1',
    'rollback: qm rollback 8001 before',
  ]);
  expect(plan.notes).toContain('before holds the memory of 8001 too, which runs on from there');
});

it("a cloud-init drive is in nobody's way", () => {
  const section =
    'scsi0: guests:vm-8001-disk-0,size=20G\nide2: guests:vm-8001-cloudinit,media=cdrom\n';
  const text = `${conf}\n[before]\n${section}snaptime: 1\n\n[later]\n${section}snaptime: 2\n`;
  expect(planRollback(seen(text, false), 'before').problems[0]?.message).toBe(
    'cannot roll 8001 back to before: later is newer, and ZFS (scsi0 on guests) goes back to the newest snapshot only',
  );
  const files = text.replaceAll(
    'scsi0: guests:vm-8001-disk-0',
    'scsi0: files:8001/vm-8001-disk-0.qcow2',
  );
  expect(planRollback(seen(files, false), 'before').problems).toEqual([]);
});
