// Who calls what: for functions whose parameters end in a message.
import { isCallExpression, isNewExpression } from 'typescript/unstable/ast/is';
import { nameOfCallee, nodesOf } from './program.mjs';

/** @typedef {import('typescript/unstable/ast').Node} Node */
/** @typedef {import('typescript/unstable/ast').CallExpression | import('typescript/unstable/ast').NewExpression} Call */

/**
 * The calls of the product by the declaration of what they call: a function, a method, a class.
 * @param {import('./program.mjs').Program} program
 */
export function callsOf(program) {
  /** @type {Call[]} */
  const calls = [];
  for (const file of program.files)
    for (const node of nodesOf(file))
      if (isCallExpression(node) || isNewExpression(node)) calls.push(node);
  program.learn(calls.map(({ expression }) => nameOfCallee(expression)));
  /** @type {Map<Node, Call[]>} */
  const found = new Map();
  for (const call of calls) {
    const declared = program.declarationOf(nameOfCallee(call.expression));
    if (declared === undefined) continue;
    found.set(declared, [...(found.get(declared) ?? []), call]);
  }
  return { calls, of: (/** @type {Node | undefined} */ one) => (one && found.get(one)) ?? [] };
}

/** @typedef {ReturnType<typeof callsOf>} Calls */
