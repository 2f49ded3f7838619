// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are sources
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../lib/toolchain.mjs';
import { instrument } from './instrument.mjs';

async function strings(source: string): Promise<string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'phoenix-messages-'));
  const file = join(directory, 'source.ts');
  writeFileSync(file, source);
  const { mutants } = await instrument([relative(root, file)]);
  rmSync(directory, { recursive: true });
  return mutants
    .filter(({ mutator }) => mutator === 'StringLiteral')
    .map(({ original }) => original);
}

it('leaves out prose of messages', async () => {
  const members = 'f({ message: `cannot make ${name}: no room`, hint: "make room" });';
  const variable = 'const what = isOld ? "it is old" : `it is ${age} days old`;';
  const call = 'findings.warning("no-room", spot, `guest ${id}: no room is left`);';
  expect(await strings(members)).toEqual([]);
  expect(await strings(variable)).toEqual([]);
  expect(await strings(call)).toEqual(['"no-room"']);
});

it('keeps everything else', async () => {
  const choice = 'const hint = kind === "lxc" ? "stop the container" : "";';
  expect(await strings('const run = ["pct", "start", `${id}`];')).toHaveLength(3);
  expect(await strings('const script = "rm -f /tmp/x && exit 0";')).toHaveLength(1);
  expect(await strings(choice)).toEqual(['"lxc"', '""']);
  expect(await strings('const cause = "storage";')).toEqual(['"storage"']);
  expect(await strings('f({ message: words("one two") });')).toEqual(['"one two"']);
});
