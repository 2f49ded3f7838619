/** Where a message to a person stands in the sources: by the name of a member, a variable or a call. */
const MEMBERS = new Set(['message', 'hint', 'cause', 'doing', 'note', 'what', 'why', 'problem']);
const CALLS = new Set(['error', 'warning', 'warn', 'refuse', 'no', 'Error']);

/**
 * A node of Babel's tree with what is above it, as far as it is looked at here.
 * @typedef {{node: any, parentPath: NodePath | null, key?: string | number | null}} NodePath
 */

/**
 * Whether a string literal or template is prose of a message. Words of a command, names, keys and codes have
 * no blanks, so they are none, wherever they stand.
 * @param {NodePath} path
 */
export function isMessage(path) {
  if (!/\w[^\w]* [^ ]/.test(textOf(path.node))) return false;
  for (
    let { parentPath: at, node: below } = path;
    at !== null;
    below = at.node, at = at.parentPath
  ) {
    const { node } = at;
    if (node.type === 'ObjectProperty') return MEMBERS.has(node.key.name);
    if (node.type === 'VariableDeclarator') return MEMBERS.has(node.id.name);
    if (node.type === 'CallExpression' || node.type === 'NewExpression')
      return node.callee !== below && CALLS.has(nameOf(node.callee));
    if (!THROUGH.has(node.type) || node.test === below) return false;
  }
  return false;
}

/** What a message may be a piece of. */
const THROUGH = new Set([
  'BinaryExpression',
  'ConditionalExpression',
  'LogicalExpression',
  'TemplateLiteral',
]);

/** @param {any} node @returns {string} */
function textOf(node) {
  if (node.type === 'StringLiteral') return node.value;
  if (node.type !== 'TemplateLiteral') return '';
  return node.quasis.map((/** @type {any} */ quasi) => quasi.value.raw).join('x');
}

/** @param {any} callee @returns {string} */
function nameOf(callee) {
  return callee.type === 'MemberExpression' ? (callee.property.name ?? '') : (callee.name ?? '');
}
