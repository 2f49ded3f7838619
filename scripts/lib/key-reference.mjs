// Rows of docs/configuration.md, a key each.

/** @import { KeyReference } from '../../packages/shared-config/src/reference/reference.ts' */

/** @param {KeyReference} reference */
export function row({ key, must, isRequired, absent, example, members, meaning }) {
  const text = JSON.stringify(example);
  const shown = /^[[{]./.test(text) && members.length > 0 ? 'see below' : `\`${text}\``;
  const cells = [`\`${key}\``, must, isRequired ? `**${absent}**` : absent, shown, meaning];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
