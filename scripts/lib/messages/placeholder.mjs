// What stands in a message in the place of something that is only known when it is printed.
import * as is from 'typescript/unstable/ast/is';
import { nameOfCallee } from './program.mjs';

/** @typedef {import('typescript/unstable/ast').Node} Node */

/** Calls that show what they are given. */
const SHOWS = new Set([
  'quoteWord',
  'quoteArgv',
  'printable',
  'String',
  'basename',
  'ceil',
  'words',
]);

/** The word for an expression: `ID` of `guest.id`, `POOL` of `quoteWord(pool)`. @param {Node} node */
export function placeholder(node) {
  const word = nameFor(node);
  return word.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toUpperCase();
}

/** @param {Node} node @returns {string} */
function nameFor(node) {
  if (is.isIdentifier(node)) return node.text;
  if (is.isNumericLiteral(node) || is.isStringLiteral(node)) return node.text;
  if (is.isPropertyAccessExpression(node)) {
    return ['length', 'size'].includes(node.name.text) ? 'number' : node.name.text;
  }
  if (is.isCallExpression(node)) return nameOfCall(node);
  if (is.isBinaryExpression(node)) return nameFor(node.left);
  if (is.isConditionalExpression(node)) return nameFor(node.whenTrue);
  if (is.isArrayLiteralExpression(node)) {
    const [first] = node.elements;
    return first === undefined ? 'list' : nameFor(first);
  }
  if ('expression' in node && node.expression !== undefined)
    return nameFor(/** @type {Node} */ (node.expression));
  return 'text';
}

/** @param {import('typescript/unstable/ast').CallExpression} node */
function nameOfCall({ expression, arguments: [first] }) {
  const name = nameOfCallee(expression);
  const word = is.isIdentifier(name) ? name.text : '';
  if (first !== undefined && (SHOWS.has(word) || word === 'stringify')) return nameFor(first);
  if (is.isPropertyAccessExpression(expression)) return nameFor(expression.expression);
  return word;
}
