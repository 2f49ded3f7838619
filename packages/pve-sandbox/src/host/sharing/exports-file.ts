import { list, readText } from '../../state/files.ts';

/** A directory that a client may mount, with the options that were written. */
export type Export = {
  path: string;
  client: string;
  options: string[];
  file: string;
  line: number;
};

/** What is wrong in an exports file, in the words of exportfs. */
export type ExportsError = { message: string };

const flags = [
  'ro',
  'rw',
  'sync',
  'async',
  'secure',
  'insecure',
  'wdelay',
  'no_wdelay',
  'hide',
  'nohide',
  'crossmnt',
  'nocrossmnt',
  'subtree_check',
  'no_subtree_check',
  'root_squash',
  'no_root_squash',
  'all_squash',
  'no_all_squash',
  'secure_locks',
  'insecure_locks',
  'auth_nlm',
  'no_auth_nlm',
  'acl',
  'no_acl',
  'pnfs',
  'no_pnfs',
  'security_label',
  'mp',
  'mountpoint',
];
const valued = [
  'fsid',
  'anonuid',
  'anongid',
  'sec',
  'mp',
  'mountpoint',
  'refer',
  'replicas',
  'xprtsec',
  'reexport',
];

/** Every export of /etc/exports and /etc/exports.d, with what is wrong there. */
export function readExports(): { exports: Export[]; errors: ExportsError[] } {
  const files = [
    '/etc/exports',
    ...list('/etc/exports.d')
      .filter((name) => name.endsWith('.exports'))
      .map((name) => `/etc/exports.d/${name}`),
  ];
  const parts = files.map((file) => parseExports(readText(file) ?? '', file));
  return {
    exports: parts.flatMap((one) => one.exports),
    errors: parts.flatMap((one) => one.errors),
  };
}

/** The exports of one file's text. */
export function parseExports(
  text: string,
  file: string,
): { exports: Export[]; errors: ExportsError[] } {
  const exports: Export[] = [];
  const errors: ExportsError[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = at + 1;
    let full = lines[at] ?? '';
    while (full.endsWith('\\')) full = full.slice(0, -1) + (lines[++at] ?? '');
    const words = [...full.replace(/(^|\s)#.*/, '').matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, plain]) => quoted ?? plain ?? '',
    );
    const [path, ...clients] = words;
    if (path === undefined) continue;
    let defaults: string[] = [];
    for (const word of clients.length > 0 ? clients : ['*']) {
      if (word.startsWith('-')) {
        defaults = word.slice(1).split(',');
        continue;
      }
      const found = /^([^()]*)(?:\(([^()]*)\))?$/.exec(word);
      if (found === null) {
        errors.push({ message: `${file}:${line}: syntax error: bad option list` });
        continue;
      }
      const [, client = '', given = ''] = found;
      const options = [...defaults, ...given.split(',').filter(Boolean)];
      const wrong = options.find((option) => !isKnown(option));
      if (wrong !== undefined)
        errors.push({ message: `${file}:${line}: unknown keyword "${wrong}"` });
      else
        exports.push({
          path: unescaped(path),
          client: client === '' ? '*' : client,
          options,
          file,
          line,
        });
    }
  }
  return { exports, errors };
}

function isKnown(option: string): boolean {
  const [name = '', ...value] = option.split('=');
  return value.length > 0 ? valued.includes(name) : flags.includes(name);
}

const unescaped = (path: string): string =>
  path.replace(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );

/** The options in full, as /var/lib/nfs/etab has them. */
export function fullOptions(options: readonly string[]): string[] {
  const chosen = (yes: string, no: string, usual: string) =>
    options.findLast((one) => one === yes || one === no) ?? usual;
  const value = (name: string, usual: string) =>
    options.findLast((one) => one.startsWith(`${name}=`)) ?? `${name}=${usual}`;
  const squash = [
    chosen('root_squash', 'no_root_squash', 'root_squash'),
    chosen('all_squash', 'no_all_squash', 'no_all_squash'),
  ];
  const access = chosen('ro', 'rw', 'ro');
  const port = chosen('secure', 'insecure', 'secure');
  const fsid = options.filter((one) => one.startsWith('fsid='));
  return [
    access,
    chosen('sync', 'async', 'sync'),
    chosen('wdelay', 'no_wdelay', 'wdelay'),
    chosen('hide', 'nohide', 'hide'),
    chosen('crossmnt', 'nocrossmnt', 'nocrossmnt'),
    port,
    ...squash,
    chosen('subtree_check', 'no_subtree_check', 'no_subtree_check'),
    chosen('secure_locks', 'insecure_locks', 'secure_locks'),
    chosen('acl', 'no_acl', 'acl'),
    chosen('pnfs', 'no_pnfs', 'no_pnfs'),
    ...fsid,
    value('anonuid', '65534'),
    value('anongid', '65534'),
    value('sec', 'sys'),
    access,
    port,
    ...squash,
  ];
}

/** The options as `exportfs -v` shows them: what is usual and what is said twice left out. */
export function shownOptions(full: readonly string[]): string[] {
  const hidden = ['nocrossmnt', 'secure_locks', 'acl', 'no_pnfs', 'anonuid=65534', 'anongid=65534'];
  return full.slice(1).filter((one, at) => {
    const early = at < full.length - 5 && /^(secure|insecure|(no_)?(root|all)_squash)$/.test(one);
    return !early && !hidden.includes(one);
  });
}
