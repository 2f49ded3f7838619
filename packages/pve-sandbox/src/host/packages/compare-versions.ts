/** Whether `a OP b` holds for Debian versions: OP is lt, le, eq, ne, ge or gt. */
export function compareVersions(a: string, operator: string, b: string): boolean {
  const order = compare(a, b);
  switch (operator) {
    case 'lt':
    case '<<':
      return order < 0;
    case 'le':
    case '<=':
      return order <= 0;
    case 'eq':
    case '=':
      return order === 0;
    case 'ne':
      return order !== 0;
    case 'ge':
    case '>=':
      return order >= 0;
    default:
      return order > 0;
  }
}

/** Debian's order: epoch, upstream version, revision. */
function compare(a: string, b: string): number {
  const [one, other] = [parts(a), parts(b)];
  return (
    one.epoch - other.epoch ||
    compareText(one.upstream, other.upstream) ||
    compareText(one.revision, other.revision)
  );
}

function parts(version: string) {
  const [, epoch = '0', rest = ''] = /^(?:(\d+):)?(.*)$/.exec(version) ?? [];
  const dash = rest.lastIndexOf('-');
  return {
    epoch: Number(epoch),
    upstream: dash < 0 ? rest : rest.slice(0, dash),
    revision: dash < 0 ? '' : rest.slice(dash + 1),
  };
}

/** Runs of other characters and runs of digits in turn, as dpkg compares them. */
function compareText(a: string, b: string): number {
  const [one, other] = [runs(a), runs(b)];
  for (let at = 0; at < Math.max(one.length, other.length); at++) {
    const [left = '', right = ''] = [one[at], other[at]];
    const order = at % 2 === 0 ? compareLetters(left, right) : Number(left) - Number(right);
    if (order !== 0) return order;
  }
  return 0;
}

const runs = (text: string): string[] =>
  [...text.matchAll(/(\D*)(\d*)/g)].flatMap(([, letters = '', digits = '']) => [letters, digits]);

function compareLetters(a: string, b: string): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const order = weight(a[at]) - weight(b[at]);
    if (order !== 0) return order;
  }
  return 0;
}

/** A tilde sorts before the end, letters before everything else. */
function weight(char: string | undefined): number {
  if (char === undefined) return 0;
  if (char === '~') return -1;
  return /[a-zA-Z]/.test(char) ? char.charCodeAt(0) : char.charCodeAt(0) + 256;
}
