import { expect, test } from 'vitest';
import { fakeHost } from './host/fake-host.ts';
import { createStop } from './stop.ts';
import { liveTasks, newestTask, parseUpid, taskResult, waitForTasks } from './tasks.ts';

const CLONE = 'UPID:pve:000004D2:0000ABCD:65F0C0DE:vzclone:920:root@pam:';
const DEAD = 'UPID:pve:000004D3:0000ABCD:65F0C0DE:vzstart:950:root@pam:';
const ENDED = 'UPID:pve:000004D4:0000ABCD:65F0C0DE:vzcreate:951:root@pam:';

const stat = (pid: number, start: number, name = 'task UPID:pve', state = 'S') =>
  `${pid} (${name}) ${state} ${Array(18).fill('0').join(' ')} ${start} 0 0\n`;

function host(more: Record<string, string> = {}) {
  return fakeHost({
    files: {
      '/var/log/pve/tasks/active': `${CLONE} 0\n${DEAD} 0\n${ENDED} 1 65F0C0EE OK\nrubbish\n`,
      '/var/log/pve/tasks/index': `${DEAD} 65F0C0EE CT is locked (disk)\n`,
      '/proc/1234/stat': stat(1234, 0xabcd, 'a) (b'),
      '/proc/1235/stat': stat(1235, 99),
      ...more,
    },
  });
}

test('a UPID tells process, type and guest', () => {
  expect(parseUpid(CLONE)).toEqual({
    upid: CLONE,
    pid: 1234,
    processStart: 0xabcd,
    start: 0x65f0c0de,
    type: 'vzclone',
    id: '920',
  });
  expect(parseUpid('UPID:pve:1:2:3:x')).toBeUndefined();
});

test('a job is alive when the process that wrote its line still exists', () => {
  expect(liveTasks(host()).map(({ id }) => id)).toEqual(['920']);
  expect(liveTasks(host(), 920)).toHaveLength(1);
  expect(liveTasks(host(), 950)).toEqual([]);
  expect(liveTasks(fakeHost())).toEqual([]);
  expect(liveTasks(host({ '/proc/1234/stat': stat(1234, 0xabcd, 'x', 'Z') }))).toEqual([]);
});

test('results of ended jobs are found in either list', () => {
  expect([CLONE, DEAD, ENDED].map((upid) => taskResult(host(), upid))).toEqual([
    undefined,
    'CT is locked (disk)',
    'OK',
  ]);
});

test.each([
  ['creating\nTASK OK\n', 'OK'],
  ['TASK WARNINGS: 1\n', 'WARNINGS: 1'],
  ['TASK ERROR: no space left\n', 'no space left'],
  ['extracting archive\n', undefined],
])('a job that is in no list any more is judged by its log: %j', (log, result) => {
  const files = { [`/var/log/pve/tasks/E/${CLONE}`]: log };
  expect(taskResult(host(files), CLONE)).toBe(result);
});

test('the newest job of a type since a time, whether it has ended or not', () => {
  const later = CLONE.replace('65F0C0DE', '65F0C0DF');
  const files = { '/var/log/pve/tasks/index': `${later} 65F0C0EE OK\n${CLONE} 65F0C0EE OK\n` };
  const begun = 0x65f0c0de;
  expect(newestTask(host(files), 'vzclone', 920, begun)?.upid).toBe(later);
  expect(newestTask(host(), 'vzclone', 920, begun)?.upid).toBe(CLONE);
  expect(newestTask(host(), 'vzclone', 920, begun + 1)).toBeUndefined();
  expect(newestTask(host(), 'vzcreate', 920, begun)).toBeUndefined();
});

test('waiting ends with the job, at the deadline or at a request to stop', async () => {
  const stop = createStop();
  const busy = host();
  expect(await waitForTasks(busy, [950, 920], { deadline: 5, stop })).toBe(false);
  expect(await waitForTasks(busy, [950], { deadline: 5, stop })).toBe(true);
  const onWait = () => void busy.files.delete('/proc/1234/stat');
  expect(await waitForTasks(busy, [920], { deadline: 5, stop, onWait })).toBe(true);
  stop.request('SIGINT');
  await expect(waitForTasks(host(), [920], { deadline: 5, stop })).rejects.toMatchObject({
    exit: 130,
  });
});
