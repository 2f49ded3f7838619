import stringWidth from 'string-width';

/** Text in at most so many columns of a terminal, the end of it cut off where it is longer. */
export function cut(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text;
  let kept = '';
  let width = 1;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    width += stringWidth(segment);
    if (width > columns) break;
    kept += segment;
  }
  return columns < 1 ? '' : `${kept}…`;
}

/** Rows that a text without line ends takes on a terminal of so many columns. */
export function rowsOf(text: string, columns: number): number {
  return Math.max(1, Math.ceil(stringWidth(text) / columns));
}
