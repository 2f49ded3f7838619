import { describe, expect, it } from 'vitest';
import { offeredTemplates, templateHint } from './template-index.ts';

const INDEX = `Package: debian-12-standard
Version: 12.12-1
Location: system/debian-12-standard_12.12-1_amd64.tar.zst
Description: Debian 12
 Location: is a word here

Package: debian-13-standard
Location:   system/debian-13-standard_13.6-1_amd64.tar.zst

Package: ubuntu-24.04-standard
Location: system/ubuntu-24.04-standard_24.04-2_amd64.tar.zst
`;
const TURNKEY =
  'Location: https://example.org/turnkey/debian-12-turnkey-core_18.1-1_amd64.tar.gz\n';
const BARE = 'Location: plain_1.tar.zst\nLocation:\tsystem/x_Location:y/z_1.tar.zst\n';
const offered = offeredTemplates([INDEX, TURNKEY, undefined]);

describe('offeredTemplates', () => {
  it('has the file names of all indexes', () => {
    expect([...offered]).toEqual([
      'debian-12-standard_12.12-1_amd64.tar.zst',
      'debian-13-standard_13.6-1_amd64.tar.zst',
      'ubuntu-24.04-standard_24.04-2_amd64.tar.zst',
      'debian-12-turnkey-core_18.1-1_amd64.tar.gz',
    ]);
  });
});

it('takes a name without a directory, and the last part of any other', () => {
  expect([...offeredTemplates([BARE])]).toEqual(['plain_1.tar.zst', 'z_1.tar.zst']);
});

describe('templateHint', () => {
  const near = (name: string, ...there: string[]) =>
    templateHint(name, new Set(there)).replace(/^.*: /, '').split(', ');

  it('names the three that begin as it does for longest', () => {
    expect(near('alpine-3.20', 'alpine-2', 'alpine-3.1', 'alpine-3.2', 'alpine-4')).toEqual([
      'alpine-3.2',
      'alpine-3.1',
      'alpine-4',
    ]);
  });

  it('names the newest first of those that are as like', () => {
    expect(near('alpine', 'alpine-3.9', 'alpine-3.19', 'alpine-3.2')).toEqual([
      'alpine-3.19',
      'alpine-3.9',
      'alpine-3.2',
    ]);
  });

  it('names none of another system', () => {
    expect(near('arch-1', 'archive-1', 'debian-arch-1', 'arch-2')).toEqual(['arch-2']);
  });

  it.each([
    [
      'debian-13-standard_13.1-2_amd64.tar.zst',
      'declare one that is offered as "template": debian-13-standard_13.6-1_amd64.tar.zst, debian-12-turnkey-core_18.1-1_amd64.tar.gz, debian-12-standard_12.12-1_amd64.tar.zst',
    ],
    [
      'ubuntu-22.04.tar.zst',
      'declare one that is offered as "template": ubuntu-24.04-standard_24.04-2_amd64.tar.zst',
    ],
    ['mine.tar.zst', 'pveam available lists what is offered: declare one of those as "template"'],
  ])('%s', (name, hint) => {
    expect(templateHint(name, offered)).toBe(hint);
  });
});
