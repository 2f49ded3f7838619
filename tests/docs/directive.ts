/**
 * What a page may say to the documentation test, each in an HTML comment `<!-- doctest WORD: REST -->`
 * before the block that it is about. docs/architecture.md, "The documentation is run", tells the same.
 */
export type Directive =
  /** A fresh host from here on; a page that does not say has `examples`. */
  | { readonly word: 'host'; readonly which: HostName }
  /** Commands that are run on the host and not shown. */
  | { readonly word: 'before'; readonly script: string }
  /** A verb of pve-sandbox and its arguments without the directory: what happens to the host. */
  | { readonly word: 'sandbox'; readonly args: string }
  /** The next block is typed in the clone, beside the host; /tmp there is a directory of the page. */
  | { readonly word: 'clone' }
  /** Exit status of the commands of the next block that end with this text; of all without one. */
  | { readonly word: 'exit'; readonly status: number; readonly ending: string }
  /** The next block is what this command prints; without one, the last of the block before. */
  | { readonly word: 'output'; readonly command: string | undefined }
  /** The next block is this file, below the base directory unless absolute. */
  | { readonly word: 'file'; readonly path: string }
  /** The next block is not run, and why. */
  | { readonly word: 'skip'; readonly reason: string };

/** `examples`: the lab of examples/, set up, no guest made; `empty`: without guests; `bare`: not set up. */
export type HostName = 'examples' | 'empty' | 'bare';

/** Reads a comment. Undefined: it is for somebody else. Throws for a word that there is not. */
export function directiveOf(comment: string): Directive | undefined {
  const match = /^doctest\b\s*([a-z]*)(?:\s+(\d+))?\s*(?::\s*(.*))?$/s.exec(comment);
  if (match === null) {
    if (comment.startsWith('doctest')) throw new Error(`cannot read the comment "${comment}"`);
    return undefined;
  }
  const [, word = '', number, rest = ''] = match;
  const needed = () => {
    if (rest === '') throw new Error(`doctest ${word} needs more: doctest ${word}: ...`);
    return rest;
  };
  if (number !== undefined && word !== 'exit') throw new Error(`doctest ${word} takes no number`);
  switch (word) {
    case 'host':
      return { word, which: hostName(needed()) };
    case 'before':
      return { word, script: needed() };
    case 'sandbox':
      return { word, args: needed() };
    case 'clone':
      return { word };
    case 'exit':
      if (number === undefined) throw new Error('doctest exit needs a number: doctest exit 1: ...');
      return { word, status: Number(number), ending: rest };
    case 'output':
      return { word, command: rest === '' ? undefined : rest };
    case 'file':
      return { word, path: needed() };
    case 'skip':
      return { word, reason: needed() };
    default:
      throw new Error(
        `doctest has no word "${word}"; it has host, before, sandbox, clone, exit, output, file, skip`,
      );
  }
}

function hostName(text: string): HostName {
  if (text === 'examples' || text === 'empty' || text === 'bare') return text;
  throw new Error(`doctest host is examples, empty or bare, not "${text}"`);
}
