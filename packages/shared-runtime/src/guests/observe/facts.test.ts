import { expect, it } from 'vitest';
import { fakeHost } from '../../host/fake-host.ts';
import { lookAt } from './facts.ts';

it('a script is started by its first line, and one with the line ends of Windows is told', () => {
  const files = {
    '/plain.sh': 'echo\r\n',
    '/unix.sh': '#! /bin/bash -e\necho "#!x\r"\r\n',
    '/dos.sh': '#!/bin/bash -e\r\necho\r\n',
    '/old.sh': `#!/bin/sh ${'x'.repeat(300)}\r\n`,
  };
  const scripts = [...Object.keys(files), '/missing.sh'];
  const found = lookAt(fakeHost({ files }), { paths: [], scripts, texts: [] }).scripts;
  expect([...found.keys()]).toEqual(Object.keys(files));
  expect([...found.values()].map(({ isDos }) => isDos === true)).toEqual([
    false,
    false,
    true,
    false,
  ]);
  expect(found.get('/plain.sh')?.command).toEqual(['/bin/sh', '/plain.sh']);
  expect(found.get('/unix.sh')?.command).toEqual(['/bin/bash', '-e', '/unix.sh']);
});
