import {
  Document,
  isScalar,
  Pair,
  parseDocument,
  Scalar,
  type ScalarTag,
  type Tags,
  YAMLMap,
  YAMLSeq,
} from 'yaml';

/** Data as it is to be read; a text is a text, whatever it looks like. */
export type Data = string | boolean | readonly Data[] | { readonly [key: string]: Data };

/**
 * No value is taken for a number, a truth or a date while a file passes through here: what a site
 * wrote leaves as it came, so that cloud-init, which reads YAML 1.1 in a dialect of its own, finds
 * what the author meant.
 */
export const untyped = {
  schema: 'failsafe',
  version: '1.1',
  customTags: (tags: Tags) =>
    tags.map((tag) => (typeof tag === 'object' && tag.tag.endsWith(':str') ? quoting(tag) : tag)),
} as const;

/** Texts of ours in double quotes and plain ASCII, which all versions of YAML read alike. */
function quoting(text: Tags[number]): ScalarTag {
  const plain = text as ScalarTag;
  return {
    ...plain,
    stringify: (item, context, ...rest) => {
      const { value, type } = item;
      if (typeof value === 'string' && type === Scalar.QUOTE_DOUBLE) return quoted(value);
      // Nothing at all is read as null, which quotes would make an empty text of.
      if (value === '' && type === Scalar.PLAIN) return '';
      return plain.stringify?.(item, context, ...rest) ?? String(value);
    },
  };
}

function quoted(text: string): string {
  return JSON.stringify(text.toWellFormed()).replace(/[^ -~]/gu, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    const digits = code.toString(16);
    return code > 0xffff ? `\\U${digits.padStart(8, '0')}` : `\\u${digits.padStart(4, '0')}`;
  });
}

/** A text between quotes. */
function text(value: string): Scalar<string> {
  const scalar = new Scalar(value);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}

/** A word that is read as what it looks like, such as `true` or a key that is known here. */
export function word(value: string): Scalar<string> {
  const scalar = new Scalar(value);
  scalar.type = Scalar.PLAIN;
  return scalar;
}

/** Data as a node; keys are in the order in which they are given. */
export function node(data: Data): Scalar<string> | YAMLMap | YAMLSeq {
  if (typeof data === 'string') return text(data);
  if (typeof data === 'boolean') return word(String(data));
  if (Array.isArray(data)) {
    const list = new YAMLSeq();
    list.items = data.map((item: Data) => {
      const inner = node(item);
      // A command in one line, as people write it.
      if (inner instanceof YAMLSeq) inner.flow = true;
      return inner;
    });
    return list;
  }
  const map = new YAMLMap();
  map.items = Object.entries(data).map(([key, value]) => new Pair(word(key), node(value)));
  return map;
}

/** A new file with these keys. */
export function documentOf(data: { readonly [key: string]: Data }): Document {
  const document = new Document(null, untyped);
  document.contents = node(data);
  return document;
}

/** The text of a file, without comments; nothing is folded, so one value is one line. */
export function written(document: Document): string {
  return document.toString({ lineWidth: 0, flowCollectionPadding: false, directives: false });
}

/**
 * Writes a file that nobody wants: what writes them takes milliseconds at its first use, which can be spent while
 * Proxmox is waited for.
 */
export function warmUp(): void {
  written(documentOf({ packages: ['none'], users: [{ name: 'nobody', keys: ['none'] }] }));
}

/** The text that a node holds, if it holds one. */
export function textOf(value: unknown): string | undefined {
  return isScalar(value) && typeof value.value === 'string' ? value.value : undefined;
}

/** True for a text, also one that stands without quotes and looks like nothing else. */
export function isText(value: unknown): value is Scalar<string> {
  const text = textOf(value);
  if (text === undefined || !isScalar(value)) return false;
  if (value.type !== Scalar.PLAIN) return true;
  return typeof parseDocument(text, { version: '1.1' }).toJS() === 'string';
}

/** What `yes`, `off` and their like say; undefined for everything else. */
export function isTruth(value: unknown): boolean | undefined {
  const text = textOf(value) ?? '';
  if (/^(?:true|yes|on|1)$/i.test(text)) return true;
  return /^(?:false|no|off|0)$/i.test(text) ? false : undefined;
}

/** True for what is read as nothing at all. */
export function isNothing(value: unknown): boolean {
  return value === null || ['', '~', 'null'].includes(textOf(value) ?? 'something');
}
