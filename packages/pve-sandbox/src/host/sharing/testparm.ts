import { readText } from '../../state/files.ts';
import { err, out } from '../../state/talk.ts';
import { has, optionOf, readOptions } from '../read-options.ts';
import { realProgram, runReal } from '../real-program.ts';
import { parseSmbConf } from './smb-conf.ts';

/** testparm -s [FILE]: the machine's own where it has one. @returns 1 when the file cannot be loaded */
export function testparm(args: readonly string[]): number {
  if (realProgram('testparm') !== undefined) return runReal('testparm', args, true);
  const words = readOptions(args, ['section-name', 'parameter-name', 'd', 'option']);
  const file = words.operands[0] ?? '/etc/samba/smb.conf';
  const { sections, warnings, broken } = parseSmbConf(file, readText);
  err(`Load smb config files from ${file}\n`);
  for (const warning of warnings) err(`${warning}\n`);
  if (broken) {
    err('Error loading services.\n');
    return 1;
  }
  err(
    'Loaded services file OK.\nWeak crypto is allowed by GnuTLS (e.g. NTLM as a compatibility fallback)\n\nServer role: ROLE_STANDALONE\n\n',
  );
  const only = optionOf(words, 'section-name')?.toLowerCase();
  const parameter = optionOf(words, 'parameter-name');
  if (parameter !== undefined) {
    const found = sections.find(({ name }) => name.toLowerCase() === (only ?? 'global'));
    out(`${found?.parameters.get(parameter.toLowerCase()) ?? ''}\n`);
    return 0;
  }
  const all = [...sections].sort(
    (a, b) => Number(b.name === 'global') - Number(a.name === 'global'),
  );
  for (const { name, parameters } of all.filter(
    (one) => only === undefined || one.name.toLowerCase() === only,
  )) {
    if (name === 'global' && !has(words, 'l')) out('# Global parameters\n');
    out(`[${name}]\n`);
    for (const [key, value] of parameters) out(`\t${key} = ${value}\n`);
    out('\n\n');
  }
  return 0;
}
