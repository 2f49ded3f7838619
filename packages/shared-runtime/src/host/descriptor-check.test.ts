import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isInheritedForWriting } from './descriptor-check.ts';

test('open for writing, open for reading, not open', () => {
  const written = openSync('/dev/null', 'w');
  const read = openSync('/dev/null', 'r');
  expect([isInheritedForWriting(written), isInheritedForWriting(read)]).toEqual([true, false]);
  closeSync(written);
  closeSync(read);
  expect([written, 99_999].map(isInheritedForWriting)).toEqual([false, false]);
});

test("the one pipe that was inherited is told from all that is Node's own", () => {
  const module = JSON.stringify(join(import.meta.dirname, 'descriptor-check.ts'));
  const script = `import { isInheritedForWriting } from ${module};
    const numbers = Array.from({ length: 60 }, (_, n) => n + 3);
    console.log(JSON.stringify(numbers.filter(isInheritedForWriting)));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
    encoding: 'utf8',
  });
  expect(stdout).toBe('[3]\n');
});
