// What is told of a guest beside errors: notes of plans, `note:` and `warning:` lines.
import * as is from 'typescript/unstable/ast/is';
import { fileOf, nodesOf } from './program.mjs';
import { functionOf, returnsOf, Texts } from './texts.mjs';

/** @typedef {import('typescript/unstable/ast').Node} Node */
/** @typedef {import('./sites.mjs').Message} Message */

/** @param {import('./program.mjs').Program} program @returns {Message[]} */
export function notesOf(program) {
  const reader = new Texts(program);
  return program.files.flatMap((file) =>
    [...nodesOf(file)].flatMap((node) =>
      linesOf(node, reader, program).map((text) => ({
        kind: /** @type {const} */ ('note'),
        text,
        hints: [],
        unhinted: false,
        exits: [],
        codes: [],
        files: [fileOf(node)],
      })),
    ),
  );
}

/** The notes that a node makes. @param {Node} node @param {Texts} reader @param {import('./program.mjs').Program} program @returns {string[]} */
function linesOf(node, reader, program) {
  if (is.isPropertyAssignment(node) && node.name.getText() === 'notes')
    return listed(node.initializer, reader, program);
  if (!is.isCallExpression(node)) return [];
  const callee = node.expression.getText();
  const [first] = node.arguments;
  if (first === undefined) return [];
  if (callee === 'notes.push') return node.arguments.flatMap((one) => listed(one, reader, program));
  if (callee === 'warn' || callee.endsWith('.warn')) return words(first, reader);
  if (callee.endsWith('out.talk'))
    return words(first, reader).flatMap(
      (text) => /^(?:note|next|the newest run)[^:]*: (.*)\n$/.exec(text)?.[1] ?? [],
    );
  return [];
}

/** The texts of a list, wherever its parts come from. @param {Node} node @param {Texts} reader @param {import('./program.mjs').Program} program @param {number} deep @returns {string[]} */
function listed(node, reader, program, deep = 0) {
  if (deep > 6) return [];
  const more = (/** @type {Node} */ one) => listed(one, reader, program, deep + 1);
  if (is.isArrayLiteralExpression(node)) return node.elements.flatMap(more);
  if (is.isSpreadElement(node) || is.isParenthesizedExpression(node)) return more(node.expression);
  if (is.isConditionalExpression(node)) return [...more(node.whenTrue), ...more(node.whenFalse)];
  if (is.isBinaryExpression(node)) return [...more(node.left), ...more(node.right)];
  if (is.isIdentifier(node)) {
    const declared = program.declarationOf(node);
    if (declared && is.isVariableDeclaration(declared) && declared.initializer)
      return more(declared.initializer);
    return [];
  }
  if (is.isCallExpression(node)) {
    const {
      expression,
      arguments: [first],
    } = node;
    const isMapped =
      is.isPropertyAccessExpression(expression) && /^(?:map|flatMap)$/.test(expression.name.text);
    const called = functionOf(isMapped ? first : program.declarationOf(expression));
    return called === undefined ? [] : returnsOf(called).flatMap(more);
  }
  return words(node, reader);
}

/** @param {Node} node @param {Texts} reader */
function words(node, reader) {
  return reader
    .of(node, new Map())
    .flatMap((one) => (one?.said && one.text.includes(' ') ? [one.text] : []));
}
