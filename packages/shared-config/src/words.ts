/** The words of a text with commas, semicolons or blanks between, or of a list. */
export function wordsOf(value: string | readonly string[] | undefined): string[] {
  if (value === undefined) return [];
  const list = typeof value === 'string' ? value.split(/[,;\s]+/) : value;
  return list.filter((word) => word !== '');
}
