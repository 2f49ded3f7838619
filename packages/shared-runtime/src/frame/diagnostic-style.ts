import type { Output } from './output.ts';

const STYLES = {
  error: 'bad',
  warning: 'warn',
  hint: 'strong',
  path: 'strong',
  caret: 'bad',
} as const;

/** How the parts of a diagnostic are painted on one stream. */
export function diagnosticStyle(paint: Output['paintTalk']) {
  return (kind: keyof typeof STYLES, text: string) => paint(STYLES[kind], text);
}
