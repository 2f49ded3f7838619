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

/** A chapter of the reference of commands, as Markdown: headings of level 2 and below. */
export function commandsChapter({
  program,
  summary,
  usage,
  commands,
  flags,
  tables,
}: Manual): string {
  return [
    `## ${program}`,
    `${raised(summary)}.`,
    '<!-- doctest skip: how a command line is made up -->',
    `    ${usage}`,
    ...(flags.length === 0 ? [] : ['Every verb takes', flagTable(flags)]),
    ...commands.flatMap((command) => commandSection(program, command)),
    ...tables.flatMap(({ title, rows }: ManualTable) => [
      `### ${program}: ${lowered(title)}`,
      table(
        ['', ''],
        rows.map(([term, text]) => [`\`${term}\``, text]),
      ),
    ]),
  ].join('\n\n');
}

function commandSection(
  program: string,
  { name, usage, summary, about, examples, flags, aliases }: CommandManual,
): string[] {
  return [
    `### ${program} ${name}`,
    `${raised(summary)}.`,
    `Usage: \`${`${program} ${name} ${usage}`.trimEnd()}\``,
    ...(aliases.length === 0 ? [] : [`Also: ${aliases.map((alias) => `\`${alias}\``).join(', ')}`]),
    ...paragraphs(about),
    ...(examples.length === 0
      ? []
      : [
          table(
            ['example', 'does'],
            examples.map(([line, does]) => [`\`${program} ${line}\``, does]),
          ),
        ]),
    ...(flags.length === 0 ? [] : [flagTable(flags)]),
  ];
}

function flagTable(flags: readonly FlagManual[]): string {
  return table(
    ['flag', 'does'],
    flags.map((flag) => [`\`${flagUsage(flag.name, flag)}\``, flagMeaning(flag)]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}
