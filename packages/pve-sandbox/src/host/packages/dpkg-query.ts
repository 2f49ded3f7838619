import { exists } from '../../state/files.ts';
import { err, out } from '../../state/talk.ts';
import { optionOf, readOptions } from '../read-options.ts';
import { contentsOf } from './contents.ts';
import { type Installed, known } from './database.ts';

// biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own fields
const FORMAT = '${binary:Package}\t${Version}\n';

/** dpkg-query -W, -l, -s, -L. @returns 1 when a package is not known */
export function dpkgQuery(args: readonly string[]): number {
  const words = readOptions(args, ['f', 'showformat']);
  if (words.options.has('l') || words.options.has('list')) return listed(words.operands);
  if (words.options.has('s') || words.options.has('status')) return statuses(words.operands);
  if (words.options.has('L') || words.options.has('listfiles')) return files(words.operands);
  return show(words.operands, optionOf(words, 'f', 'showformat') ?? FORMAT);
}

function show(names: readonly string[], format: string): number {
  return each(names, (one) => out(formatted(format, one)), true);
}

/** Calls `tell` for what each name or pattern finds; says which find nothing. */
function each(
  patterns: readonly string[],
  tell: (one: Installed) => void,
  leftOvers: boolean,
): number {
  const all = known()
    .filter(({ status }) => leftOvers || status === 'installed')
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (patterns.length === 0) for (const one of all) tell(one);
  let code = 0;
  for (const pattern of patterns) {
    const found = all.filter(({ name }) => glob(pattern).test(name));
    if (found.length === 0) {
      err(`dpkg-query: no packages found matching ${pattern}\n`);
      code = 1;
    }
    for (const one of found) tell(one);
  }
  return code;
}

function glob(pattern: string): RegExp {
  const escaped = pattern.replace(/:(amd64|all|any)$/, '').replace(/[.+^${}()|\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}

/** A line as `--showformat` asks for it. */
export function formatted(format: string, { name, version, status, text }: Installed): string {
  const abbreviated = status === 'installed' ? 'ii ' : 'rc ';
  const special: Record<string, string> = {
    Package: name,
    'binary:Package': name,
    Version: version,
    'db:Status-Status': status,
    'db:Status-Abbrev': abbreviated,
    'db:Status-Want': status === 'installed' ? 'install' : 'deinstall',
    'db:Status-Eflag': 'ok',
  };
  return format
    .replaceAll('\\n', '\n')
    .replaceAll('\\t', '\t')
    .replace(/\$\{([\w:-]+)(?:;-?\d+)?\}/g, (_, field: string) => {
      const own = special[field];
      return own ?? new RegExp(`^${field}: *(.*)$`, 'm').exec(text)?.[1] ?? '';
    });
}

function listed(names: readonly string[]): number {
  let head = true;
  return each(
    names,
    ({ name, version, status }) => {
      if (head) {
        out(
          'Desired=Unknown/Install/Remove/Purge/Hold\n' +
            '| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend\n' +
            '|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)\n' +
            '||/ Name           Version      Architecture Description\n' +
            '+++-==============-============-============-=================================\n',
        );
      }
      head = false;
      const state = status === 'installed' ? 'ii' : 'rc';
      out(`${state}  ${name.padEnd(14)} ${version.padEnd(12)} amd64        ${name}\n`);
    },
    true,
  );
}

function statuses(names: readonly string[]): number {
  let code = 0;
  for (const name of names) {
    const found = known().find((one) => one.name === name);
    if (found !== undefined) out(`${found.text}\n\n`);
    else {
      err(`dpkg-query: package '${name}' is not installed and no information is available\n`);
      code = 1;
    }
  }
  if (code !== 0) err('Use dpkg --info (= dpkg-deb --info) to examine archive files.\n');
  return code;
}

function files(names: readonly string[]): number {
  let code = 0;
  for (const name of names) {
    if (!known().some((one) => one.name === name && one.status === 'installed')) {
      err(`dpkg-query: package '${name}' is not installed\n`);
      code = 1;
      continue;
    }
    const { programs, units, etc } = contentsOf(name);
    out('/.\n');
    for (const program of programs) out(`/usr/sbin/${program}\n`);
    for (const unit of units) out(`/usr/lib/systemd/system/${unit}\n`);
    for (const path of Object.keys(etc).filter((one) => exists(`/${one}`))) out(`/${path}\n`);
  }
  return code;
}
