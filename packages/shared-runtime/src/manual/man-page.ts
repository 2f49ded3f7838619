import {
  type CommandManual,
  type FlagManual,
  flagMeaning,
  flagUsage,
  lowered,
  type Manual,
  type ManualTable,
  paragraphs,
  raised,
} from './manual.ts';

/** A man page of section 1, as roff for man(7). `others` are pages to see as well, in that section. */
export function manPage(manual: Manual, version: string, others: readonly string[]): string {
  const { program, summary, usage, flags, commands, tables } = manual;
  const groups = Map.groupBy(commands, ({ group }) => group);
  return [
    `.TH ${program.toUpperCase()} 1 "" "phoenix ${version}" "Phoenix"`,
    '.SH NAME',
    `${plain(program)} \\- ${plain(lowered(summary))}`,
    '.SH SYNOPSIS',
    `.B ${plain(usage)}`,
    ...[...groups].flatMap(([group, members]) => [
      `.SH ${group.toUpperCase()}`,
      ...members.flatMap((member) => commandLines(program, member)),
    ]),
    ...section('Flags of every verb', flags.flatMap(flagLines)),
    ...tables.flatMap(({ title, rows }: ManualTable) =>
      section(
        title,
        rows.flatMap(([term, text]) => item(term, text)),
      ),
    ),
    ...section('See also', [`${others.map((name) => `.BR ${plain(name)} (1)`).join(',\n')}`]),
    '',
  ].join('\n');
}

function commandLines(
  program: string,
  { name, usage, summary, about, flags, aliases, examples }: CommandManual,
): string[] {
  return [
    `.SS ${plain(`${name} ${usage}`.trimEnd())}`,
    plain(`${raised(summary)}.`),
    ...paragraphs(about).flatMap((text) => ['.PP', plain(text)]),
    ...(aliases.length === 0 ? [] : ['.PP', plain(`Also: ${aliases.join(', ')}`)]),
    ...flags.flatMap(flagLines),
    ...(examples.length === 0 ? [] : ['.PP', 'Examples:']),
    ...examples.flatMap(([line, does]) => item(`${program} ${line}`, does)),
  ];
}

function flagLines(flag: FlagManual): string[] {
  return item(flagUsage(flag.name, flag), flagMeaning(flag));
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`.SH ${plain(title.toUpperCase())}`, ...lines];
}

function item(term: string, text: string): string[] {
  return ['.TP', `.B ${plain(term)}`, plain(text)];
}

/** Text as roff prints it unchanged: dashes that can be copied, no control line. */
function plain(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('"', '\\(dq')
    .replaceAll("'", '\\(aq')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti')
    .replace(/^\./, '\\&.');
}
