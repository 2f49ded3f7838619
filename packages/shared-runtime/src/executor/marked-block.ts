import type { MarkedBlock } from '../operation.ts';

/** A text with that block in it, or without it when it has no lines; all other lines stay. */
export function withBlock(text: string, { name, lines, at = 'end' }: MarkedBlock): string {
  const [begin, end] = marks(name);
  const all = text.split('\n');
  const from = all.indexOf(begin);
  const to = from < 0 ? -1 : all.indexOf(end, from);
  const block = lines.length === 0 ? [] : [begin, ...lines, end];
  if (to >= 0) return [...all.slice(0, from), ...block, ...all.slice(to + 1)].join('\n');
  if (block.length === 0) return text;
  const added = `${block.join('\n')}\n`;
  if (at === 'start') return `${added}${text}`;
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${added}`;
}

/** The lines of that block, or undefined when the text has no such block. */
export function blockIn(text: string, name: string): readonly string[] | undefined {
  const [begin, end] = marks(name);
  const all = text.split('\n');
  const from = all.indexOf(begin);
  const to = from < 0 ? -1 : all.indexOf(end, from);
  return to < 0 ? undefined : all.slice(from + 1, to);
}

function marks(name: string): [string, string] {
  return [`# phoenix ${name} begin: what is between these lines is made`, `# phoenix ${name} end`];
}
