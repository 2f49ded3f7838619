import { expect, test } from 'vitest';
import { databaseText, packagesOf, stanza } from './database.ts';
import { formatted } from './dpkg-query.ts';

const text = databaseText([
  stanza('jq', '1.7.1-6'),
  stanza('samba', '2:4.22').replace('install ok installed', 'deinstall ok config-files'),
]);

test('the status file, and a line as --showformat asks for it', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own fields
  const format = '${Package}\\t${db:Status-Status}\\t${Version}\\t${Architecture}\\n';
  expect(packagesOf(text).map((one) => formatted(format, one))).toEqual([
    'jq\tinstalled\t1.7.1-6\tamd64\n',
    'samba\tconfig-files\t2:4.22\tamd64\n',
  ]);
});
