import { printableLines, xmlText } from '@phoenix/shared-runtime';

const MARKUP: unique symbol = Symbol('markup');

/** Markup, as nothing but `html` makes it: what comes from a journal can never be taken for any. */
export interface Html {
  readonly [MARKUP]: string;
}

type Value = string | number | Html | readonly Html[] | undefined | false;

/** Markup with values in it: texts are escaped, markup is not, and what is not there leaves nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  const texts = parts.map(
    (part, at) => `${part}${at < values.length ? valueText(values[at]) : ''}`,
  );
  return { [MARKUP]: texts.join('') };
}

/** Markup that is ours from its first letter to its last: a style sheet, a drawing. */
export function trusted(text: string): Html {
  return { [MARKUP]: text };
}

/** The markup as text. */
export function textOfHtml(markup: Html): string {
  return markup[MARKUP];
}

/** Colours of a terminal, which a page has no use for. */
const COLOURS = new RegExp(`${String.fromCharCode(0x1b)}\\[[\\d;:]*m`, 'g');

/**
 * Text of unknown origin, for content and for attributes between double quotes: colours go, all other
 * control characters are made visible, lines and tabs kept.
 */
function escaped(text: string): string {
  return xmlText(printableLines(text.replace(COLOURS, '')));
}

function valueText(value: Value): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  if (isMarkup(value)) return value[MARKUP];
  return value.map((one) => one[MARKUP]).join('');
}

function isMarkup(value: Html | readonly Html[]): value is Html {
  return MARKUP in value;
}
