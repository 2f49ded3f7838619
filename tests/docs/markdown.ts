import { fromMarkdown } from 'mdast-util-from-markdown';

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root | Root['children'][number];

/** A piece of a page that the documentation test looks at, with the line that it begins in. */
export interface Piece {
  /** An HTML comment, an indented or fenced block, or a word of code within the text. */
  readonly kind: 'comment' | 'block' | 'inline';
  readonly line: number;
  /** Without the marks of Markdown: what stands between `<!--` and `-->`, the lines of a block. */
  readonly text: string;
}

/** The pieces of a page in their order. A comment counts where nothing else is in its paragraph. */
export function piecesOf(markdown: string): Piece[] {
  const pieces: Piece[] = [];
  const visit = (node: Node) => {
    const piece = pieceOf(node, markdown);
    if (piece !== undefined) pieces.push(piece);
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(fromMarkdown(markdown));
  return pieces;
}

function pieceOf(node: Node, markdown: string): Piece | undefined {
  const line = node.position?.start.line ?? 0;
  if (node.type === 'inlineCode') return { kind: 'inline', line, text: node.value };
  if (node.type === 'html') {
    const comment = /^<!--(.*)-->$/s.exec(node.value.trim());
    return comment === null
      ? undefined
      : { kind: 'comment', line, text: (comment[1] ?? '').trim() };
  }
  if (node.type !== 'code') return undefined;
  // The first line of a fenced block is the fence.
  const start = node.position?.start.offset ?? 0;
  const isFenced = /^(?:```|~~~)/.test(markdown.slice(start));
  return { kind: 'block', line: isFenced ? line + 1 : line, text: node.value };
}
