// What an expression can say: all its texts, with placeholders for what only a run knows.
import { SyntaxKind } from 'typescript/unstable/ast';
import * as is from 'typescript/unstable/ast/is';
import { placeholder } from './placeholder.mjs';
import { nodesOf } from './program.mjs';

/** @typedef {import('typescript/unstable/ast').Node} Node */
/** @typedef {import('typescript/unstable/ast').Expression} Expression */
/** @typedef {import('typescript/unstable/ast').ParameterDeclaration} Parameter */
/** One text; `said`: a word of it stands in the source. Null: nothing is said. @typedef {{ text: string, said: boolean } | null} Text */
/** What parameters are given where a function is called. @typedef {Map<Node, { given: Node | undefined, where: Given }>} Given */

/** No more texts than this are made of one template: the rest of it becomes placeholders. */
const MOST = 6;
const DEEPEST = 14;
/** Types of parameters that carry words of a message. */
const WORDS = /\bstring\b|^'|^(?:Remark|Detail|Problem|Fault|Finding)/;

export class Texts {
  /** Parameters that were met and are given by whoever calls. @type {Set<Parameter>} */
  open = new Set();
  #depth = 0;

  /** @param {import('./program.mjs').Program} program */
  constructor(program) {
    this.program = program;
  }

  /** All that an expression can say. @param {Node} node @param {Given} given @returns {Text[]} */
  of(node, given) {
    if (this.#depth > DEEPEST) return [open(node)];
    this.#depth += 1;
    try {
      return once(this.#of(node, given));
    } finally {
      this.#depth -= 1;
    }
  }

  /** All that a key of an object can say. @param {Node} node @param {string} key @param {Given} given @returns {Text[]} */
  key(node, key, given) {
    return once(
      this.#values(node, given).flatMap(({ value, given: own }) => this.#key(value, key, own)),
    );
  }

  /** @param {Node} node @param {Given} given @returns {Text[]} */
  #of(node, given) {
    if (
      is.isStringLiteral(node) ||
      is.isNoSubstitutionTemplateLiteral(node) ||
      is.isNumericLiteral(node)
    )
      return [{ text: node.text, said: true }];
    if (is.isTemplateExpression(node)) return this.#template(node, given);
    if (isWrapper(node)) return this.of(node.expression, given);
    if (is.isConditionalExpression(node))
      return [...this.of(node.whenTrue, given), ...this.of(node.whenFalse, given)];
    if (is.isBinaryExpression(node)) return this.#binary(node, given);
    if (is.isIdentifier(node)) return this.#identifier(node, given);
    if (is.isPropertyAccessExpression(node))
      return this.key(node.expression, node.name.text, given).map((one) =>
        one?.said ? one : open(node),
      );
    if (is.isElementAccessExpression(node)) return this.#entries(node, given);
    if (is.isCallExpression(node)) return this.#call(node, given);
    return [open(node)];
  }

  /** @param {import('typescript/unstable/ast').TemplateExpression} node @param {Given} given @returns {Text[]} */
  #template({ head, templateSpans }, given) {
    /** @type {{ text: string, said: boolean }[]} */
    let all = [{ text: head.text, said: /[a-z]/i.test(head.text) }];
    for (const { expression, literal } of templateSpans) {
      const found = this.of(expression, given).map((one) => one ?? { text: '', said: true });
      const unsaid = found.find((one) => !one.said);
      const few = [...found.filter((one) => one.said), ...(unsaid === undefined ? [] : [unsaid])];
      const parts = few.length * all.length > MOST ? [open(expression)] : few;
      const said = /[a-z]/i.test(literal.text);
      all = all.flatMap((before) =>
        parts.map((part) => ({
          text: `${before.text}${part.text}${literal.text}`,
          said: before.said || part.said || said,
        })),
      );
    }
    return all;
  }

  /** @param {import('typescript/unstable/ast').BinaryExpression} node @param {Given} given @returns {Text[]} */
  #binary(node, given) {
    const { left, right, operatorToken } = node;
    switch (operatorToken.kind) {
      case SyntaxKind.QuestionQuestionToken:
      case SyntaxKind.BarBarToken:
        return [
          ...this.of(left, given).filter((one) => one !== null),
          // Nothing, for the compiler: what is not there.
          ...this.of(right, given).filter((one) => one?.text !== ''),
        ];
      case SyntaxKind.AmpersandAmpersandToken:
        return [null, ...this.of(right, given)];
      case SyntaxKind.PlusToken:
        if (is.isNumericLiteral(right)) return [open(node)];
        return this.of(left, given).flatMap((a) =>
          this.of(right, given).map((b) => ({
            text: `${a?.text ?? ''}${b?.text ?? ''}`,
            said: (a?.said ?? false) || (b?.said ?? false),
          })),
        );
      default:
        return [open(node)];
    }
  }

  /** @param {import('typescript/unstable/ast').Identifier} node @param {Given} given @returns {Text[]} */
  #identifier(node, given) {
    if (node.text === 'undefined') return [null];
    const declared = this.#declared(node);
    if (declared === undefined) return [open(node)];
    if (is.isVariableDeclaration(declared)) {
      const { initializer } = declared;
      return initializer === undefined ? [open(node)] : this.of(initializer, given);
    }
    if (is.isParameterDeclaration(declared)) {
      const argument = given.get(declared);
      if (argument === undefined) {
        this.#meet(declared);
        return [open(node)];
      }
      if (argument.given === undefined) {
        return declared.initializer === undefined ? [null] : this.of(declared.initializer, given);
      }
      return this.of(argument.given, argument.where).map((one) =>
        one?.said === false ? open(node) : one,
      );
    }
    if (is.isBindingElement(declared)) {
      const found = this.#bound(declared, given);
      return found.map((one) => (one?.said === false ? open(node) : one));
    }
    return [open(node)];
  }

  /** What a name taken out of an object says. @param {import('typescript/unstable/ast').BindingElement} declared @param {Given} given @returns {Text[]} */
  #bound(declared, given) {
    const pattern = declared.parent;
    const holder = pattern.parent;
    const { name = declared, propertyName, initializer } = declared;
    const key = propertyName ?? name;
    if (!is.isObjectBindingPattern(pattern) || !is.isIdentifier(key)) return [open(name)];
    /** @type {Text[]} */
    let found = [open(key)];
    if (is.isVariableDeclaration(holder) && holder.initializer !== undefined) {
      found = this.key(holder.initializer, key.text, given);
    } else if (is.isParameterDeclaration(holder)) {
      const argument = given.get(holder);
      if (argument === undefined) this.#meet(holder);
      else if (argument.given === undefined) found = [null];
      else found = this.key(argument.given, key.text, argument.where);
    }
    if (initializer === undefined) return found;
    return [...found.filter((one) => one !== null), ...this.of(initializer, given)];
  }

  /** Any entry of a table. @param {import('typescript/unstable/ast').ElementAccessExpression} node @param {Given} given @returns {Text[]} */
  #entries(node, given) {
    const all = this.#values(node.expression, given).flatMap(({ value, given: own }) =>
      is.isObjectLiteralExpression(value)
        ? value.properties.flatMap((one) =>
            is.isPropertyAssignment(one) ? this.of(one.initializer, own) : [],
          )
        : [],
    );
    return all.length === 0 || all.length > MOST / 2 ? [open(node)] : all;
  }

  /** @param {import('typescript/unstable/ast').CallExpression} node @param {Given} given @returns {Text[]} */
  #call(node, given) {
    const {
      expression,
      arguments: [first],
    } = node;
    if (first !== undefined && /^JSON\.stringify$/.test(expression.getText()))
      return [{ text: `"${placeholder(first)}"`, said: false }];
    const said = this.#values(node, given)
      .filter(({ value }) => value !== node)
      .flatMap(({ value, given: own }) => this.of(value, own));
    return said.length > 0 && said.every((one) => one === null || one.said) ? said : [open(node)];
  }

  /** @param {Node} node @param {string} key @param {Given} given @returns {Text[]} */
  #key(node, key, given) {
    if (is.isIdentifier(node) && node.text === 'undefined') return [null];
    if (is.isNewExpression(node) && key === 'message') {
      const [message] = node.arguments ?? [];
      return message === undefined ? [null] : this.of(message, given);
    }
    if (!is.isObjectLiteralExpression(node)) return [{ text: key.toUpperCase(), said: false }];
    /** @type {Text[]} */
    let found = [null];
    for (const one of node.properties) {
      if (is.isSpreadAssignment(one)) {
        const more = this.key(one.expression, key, given);
        if (more.some((text) => text !== null))
          found = [...found.filter((text) => text !== null), ...more];
      } else if (is.isPropertyAssignment(one) && one.name.getText() === key) {
        found = this.of(one.initializer, given);
      } else if (is.isShorthandPropertyAssignment(one) && one.name.getText() === key) {
        found = this.#shorthand(one, given);
      }
    }
    return found;
  }

  /** @param {import('typescript/unstable/ast').ShorthandPropertyAssignment} node @param {Given} given @returns {Text[]} */
  #shorthand(node, given) {
    return is.isIdentifier(node.name) ? this.#identifier(node.name, given) : [open(node)];
  }

  /** What stands behind an expression: literals, through names, branches and calls. @param {Node} node @param {Given} given @returns {{ value: Node, given: Given }[]} */
  #values(node, given) {
    const asIs = [{ value: node, given }];
    if (this.#depth > DEEPEST) return asIs;
    this.#depth += 1;
    try {
      if (isWrapper(node)) return this.#values(node.expression, given);
      if (is.isConditionalExpression(node))
        return [...this.#values(node.whenTrue, given), ...this.#values(node.whenFalse, given)];
      if (is.isBinaryExpression(node))
        return [...this.#values(node.left, given), ...this.#values(node.right, given)].filter(
          ({ value }) => !isBoolean(value),
        );
      if (is.isIdentifier(node)) {
        const declared = this.#declared(node);
        if (declared === undefined) return asIs;
        if (is.isVariableDeclaration(declared) && declared.initializer !== undefined)
          return this.#values(declared.initializer, given);
        if (is.isParameterDeclaration(declared)) {
          const argument = given.get(declared);
          if (argument === undefined) this.#meet(declared);
          else if (argument.given !== undefined)
            return this.#values(argument.given, argument.where);
          else return [];
        }
        return asIs;
      }
      if (is.isCallExpression(node)) {
        const called = functionOf(this.program.declarationOf(calleeName(node)));
        if (called === undefined) return asIs;
        const own = argumentsOf(called, node.arguments, given);
        return returnsOf(called).flatMap((one) => this.#values(one, own));
      }
      return asIs;
    } finally {
      this.#depth -= 1;
    }
  }

  /** Words are given by callers; what else they give is not looked at. @param {Parameter} parameter */
  #meet(parameter) {
    if (WORDS.test(parameter.type?.getText() ?? '')) this.open.add(parameter);
  }

  /** Where a name is declared, a shorthand's as well. @param {Node} node */
  #declared(node) {
    if (is.isShorthandPropertyAssignment(node.parent)) {
      const symbol = this.program.checker.getShorthandAssignmentValueSymbol(node.parent);
      return symbol?.valueDeclaration?.resolve();
    }
    return this.program.declarationOf(node);
  }
}

/** @param {Node} node @returns {{ text: string, said: boolean }} */
function open(node) {
  return { text: placeholder(node), said: false };
}

/** @param {import('typescript/unstable/ast').CallExpression} node @returns {Node} */
function calleeName({ expression }) {
  return is.isPropertyAccessExpression(expression) ? expression.name : expression;
}

/** @param {Node} node @returns {node is Node & { expression: Expression }} */
function isWrapper(node) {
  return (
    is.isParenthesizedExpression(node) ||
    is.isAsExpression(node) ||
    is.isSatisfiesExpression(node) ||
    is.isNonNullExpression(node) ||
    is.isAwaitExpression(node)
  );
}

/** Left of `&&`, which never is what is spread. @param {Node} node */
function isBoolean(node) {
  return is.isBinaryExpression(node) || is.isPrefixUnaryExpression(node);
}

/** @typedef {import('typescript/unstable/ast').FunctionDeclaration | import('typescript/unstable/ast').ArrowFunction | import('typescript/unstable/ast').MethodDeclaration | import('typescript/unstable/ast').FunctionExpression} Called */

/** The function that a declaration is. @param {Node | undefined} declared @returns {Called | undefined} */
export function functionOf(declared) {
  if (declared === undefined) return undefined;
  if (
    is.isFunctionDeclaration(declared) ||
    is.isMethodDeclaration(declared) ||
    is.isArrowFunction(declared)
  )
    return declared;
  if (
    is.isVariableDeclaration(declared) &&
    declared.initializer &&
    is.isArrowFunction(declared.initializer)
  )
    return declared.initializer;
  return undefined;
}

/** @param {{ readonly parameters: readonly Parameter[] }} called @param {readonly Node[]} all @param {Given} where @returns {Given} */
export function argumentsOf({ parameters }, all, where) {
  return new Map([
    ...where,
    ...parameters.map((one, index) => /** @type {const} */ ([one, { given: all[index], where }])),
  ]);
}

/** @param {Called} called @returns {Node[]} */
export function returnsOf({ body }) {
  if (body === undefined) return [];
  if (!is.isBlock(body)) return [body];
  const nested = [...nodesOf(body)].filter(
    (node) => is.isArrowFunction(node) || is.isFunctionExpression(node),
  );
  return [...nodesOf(body)].flatMap((node) =>
    is.isReturnStatement(node) &&
    node.expression !== undefined &&
    nested.every((one) => node.pos < one.pos || node.end > one.end)
      ? [node.expression]
      : [],
  );
}

/** @param {Text[]} all @returns {Text[]} */
function once(all) {
  const seen = new Set();
  return all.filter((one) => {
    const key = one === null ? null : one.text;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
