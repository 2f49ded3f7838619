import { expect, test } from 'vitest';
import type { Operation } from '../../operation.ts';
import { rewritten } from './lost-lines.ts';

/** Guests whose conf files these command lines write anew. */
function rewrittenBy(...lines: readonly string[]): number[] {
  const operations = lines.map((line) => ({ run: line.split(' ') }) as unknown as Operation);
  return [...rewritten(operations)];
}

test.each([
  'pct set 950 --memory 512',
  'qm set 950 --delete tags',
  'pct unlock 950',
  'qm snapshot 950 before',
  'pct delsnapshot 950 before',
  'pct rollback 950 before',
  'qm template 950',
  'pct resize 950 rootfs 8G',
  'qm disk resize 950 scsi0 8G',
  'qm cloudinit update 950',
  'pct clone 950 951 --full 1',
])('%s writes the conf file of 950 anew', (line) => expect(rewrittenBy(line)).toEqual([950]));

test.each([
  'pct start 950',
  'pct exec 950 -- sh -c pct set 950',
  'echo pct set 950',
  'qm clone 950 951 --full 1',
  'echo pct clone 950 951',
  'pct settle 950',
  'pct set 950x',
  'pct destroy 950 --purge 1',
])('%s writes none anew', (line) => expect(rewrittenBy(line)).toEqual([]));

test('each guest once, and none that is destroyed in the end', () => {
  expect(rewrittenBy('pct set 950 --a', 'pct set 951 --a', 'pct resize 950 rootfs 8G')).toEqual([
    950, 951,
  ]);
  expect(rewrittenBy('pct unlock 950', 'pct unlock 951', 'pct destroy 950 --purge 1')).toEqual([
    951,
  ]);
  expect(rewrittenBy('pct unlock 950', 'echo pct destroy 950 --purge 1')).toEqual([950]);
});

test('what writes a file of the host, and no command, rewrites none', () => {
  expect([...rewritten([{ write: '/etc/x', content: '' } as unknown as Operation])]).toEqual([]);
});
