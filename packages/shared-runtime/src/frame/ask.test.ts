import { PassThrough } from 'node:stream';
import { expect, it, test } from 'vitest';
import { askPerson } from './ask.ts';

/** A question at a terminal, and what is typed there. */
function question() {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode() {} });
  const stderr = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  const terminal = { stdin, stderr } as unknown as Pick<NodeJS.Process, 'stdin' | 'stderr'>;
  const asked = new Promise((resolve) => stderr.once('data', resolve));
  return { answer: askPerson('go on? ', terminal), asked, stdin };
}

it('answers what is typed', async () => {
  const { answer, asked, stdin } = question();
  await asked;
  stdin.write('yes\r');
  expect(await answer).toBe('yes');
});

test.each([
  ['Ctrl-D', '\x04', { message: 'nothing was done: no answer came', exit: 1 }],
  ['Ctrl-C', '\x03', { message: 'nothing was done: interrupted', exit: 130 }],
])('%s is no answer', async (_, typed, told) => {
  const { answer, asked, stdin } = question();
  await asked;
  stdin.write(typed);
  await expect(answer).rejects.toMatchObject(told);
});

test.each([
  ['SIGINT', { message: 'nothing was done: interrupted', exit: 130 }],
  ['SIGTERM', { message: 'nothing was done: told to terminate', exit: 143 }],
  ['SIGHUP', { message: 'nothing was done: the terminal went away', exit: 143 }],
] as const)('%s ends the question as it ends work', async (name, told) => {
  const before = process.listenerCount(name);
  const { answer, asked } = question();
  await asked;
  process.emit(name, name);
  await expect(answer).rejects.toMatchObject(told);
  expect(process.listenerCount(name)).toBe(before);
});
