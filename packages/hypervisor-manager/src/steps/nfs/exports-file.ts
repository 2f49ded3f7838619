/** A directory that one client may mount. */
export interface Export {
  readonly path: string;
  readonly client: string;
  readonly options: readonly string[];
  /** Line of its file, from 1. */
  readonly line: number;
}

/** What an exports file offers: /etc/exports, a fragment, or /var/lib/nfs/etab. */
export function exportsIn(text: string): Export[] {
  const exports: Export[] = [];
  let line = 0;
  let joined = '';
  let begun = 1;
  for (const part of text.split('\n')) {
    line += 1;
    if (joined === '') begun = line;
    if (part.endsWith('\\')) {
      joined += `${part.slice(0, -1)} `;
      continue;
    }
    exports.push(...exportsOn(`${joined}${part}`, begun));
    joined = '';
  }
  return exports;
}

function exportsOn(text: string, line: number): Export[] {
  const [, quoted, plain, rest = ''] = /^\s*(?:"([^"]*)"|([^\s#]\S*))\s*([^#]*)/.exec(text) ?? [];
  const path = quoted ?? plain;
  if (path === undefined) return [];
  const clients = rest.split(/\s+/).filter((word) => word !== '' && !word.startsWith('-'));
  return clients.map((word) => {
    const [, client = '', options = ''] = /^([^(]*)(?:\((.*)\))?$/.exec(word) ?? [];
    return { path: unescaped(path), client: client || '*', options: options.split(','), line };
  });
}

/** One line of an exports file, with the options repeated for each client. */
export function exportLine(path: string, clients: readonly string[], options: readonly string[]) {
  const each = clients.map((client) => `${client}(${options.join(',')})`);
  return `${escaped(path)} ${each.join(' ')}`;
}

/** Blanks and the like are written as octal numbers. */
function escaped(path: string): string {
  const octal = (letter: string) => `\\${letter.charCodeAt(0).toString(8).padStart(3, '0')}`;
  return path.replace(/[\s"#\\]/g, octal);
}

function unescaped(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
}
