import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node } from 'yaml';
import { isNothing, isText, isTruth, textOf } from './yaml.ts';

/** Something in a cloud-config that cloud-init would pass over or stumble upon. */
interface Misfit {
  /** The node that is wrong, or the key whose value is. */
  readonly node: Node | undefined;
  readonly what: string;
  readonly hint: string;
}

interface Entry {
  readonly word: string;
  readonly example: string;
  readonly isRight: (item: unknown, meant: (item: unknown) => unknown) => boolean;
}

/** Lists that Phoenix adds to, and what cloud-init takes as an entry of them (its schema). */
const ENTRIES: ReadonlyMap<string, Entry> = new Map<string, Entry>([
  [
    'users',
    {
      word: 'user',
      example: '- name: ops',
      isRight: (item, meant) =>
        isText(item) ||
        (isSeq(item) && item.items.every((one) => isText(meant(one)))) ||
        (isMap(item) && ['name', 'snapuser', '<<'].some((key) => item.has(key))),
    },
  ],
  [
    'packages',
    {
      word: 'package',
      example: '- curl',
      isRight: (item) => isText(item) || isSeq(item) || isMap(item),
    },
  ],
  [
    'runcmd',
    {
      word: 'command',
      example: "- 'echo: hi' or - [echo, hi]",
      isRight: (item, meant) =>
        isText(item) ||
        isNothing(item) ||
        (isSeq(item) && item.items.every((one) => isScalar(meant(one)))),
    },
  ],
]);

/** The first of the lists, or of their entries, that cloud-init would not take as it is meant. */
export function misfit(document: Document): Misfit | undefined {
  const { contents } = document;
  if (!isMap(contents)) return undefined;
  const meant = (item: unknown) => (isAlias(item) ? item.resolve(document) : item);
  for (const { key, value } of contents.items) {
    const name = textOf(key) ?? '';
    const entry = ENTRIES.get(name);
    const list = meant(value);
    if (entry === undefined || isNothing(list)) continue;
    if (name === 'users' && isShort(list, meant)) continue;
    const node = isNode(key) ? key : undefined;
    if (!isSeq(list)) {
      const hint = `begin each entry of "${name}" with "- ", on a line of its own`;
      return { node, what: `${name} is no list`, hint };
    }
    const wrong = list.items.find((item) => !entry.isRight(meant(item), meant));
    if (wrong === undefined) continue;
    return {
      node: isNode(wrong) ? wrong : node,
      what: `${name} has an entry that is no ${entry.word}`,
      hint: `write it like ${entry.example}`,
    };
  }
  return undefined;
}

/** Users in a form that is short for a list: their names in one text, or a map of them. */
function isShort(users: unknown, meant: (item: unknown) => unknown): boolean {
  if (isText(users)) return true;
  if (!isMap(users)) return false;
  return users.items.every(
    ({ value }) => isMap(meant(value)) || isTruth(meant(value)) !== undefined,
  );
}
