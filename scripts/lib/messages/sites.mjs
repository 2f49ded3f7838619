// Where the product makes a message: which, with what hint and exit status.
import * as is from 'typescript/unstable/ast/is';
import { callsOf } from './calls.mjs';
import { notesOf } from './notes.mjs';
import { fileOf, nameOfCallee, nodesOf, openProgram } from './program.mjs';
import { argumentsOf, Texts } from './texts.mjs';

/** @typedef {import('typescript/unstable/ast').Node} Node */
/** @typedef {import('./texts.mjs').Text} Text */
/** @typedef {import('./texts.mjs').Given} Given */
/** @typedef {'error' | 'problem' | 'finding' | 'configuration' | 'fault' | 'usage' | 'reason' | 'note'} Kind */
/**
 * @typedef {object} Message
 * @property {Kind} kind
 * @property {string} text
 * @property {string[]} hints
 * @property {boolean} unhinted sometimes it comes without a hint
 * @property {string[]} exits
 * @property {string[]} codes
 * @property {string[]} files below packages/
 */
/** The parts of one site. @typedef {{ kind: Kind, node: Node, parts: (texts: Texts, given: Given) => { message: Text[], hint: Text[], exit: Text[], code?: Text[] } }} Site */

/** How often what is given is looked for at who calls. */
const UP = 4;

/** Every message of the product, each text once for a file. @returns {Message[]} */
export function messages() {
  const program = openProgram();
  try {
    const calls = callsOf(program);
    return merged([
      ...sitesOf(program, calls).flatMap((site) => told(site, program, calls)),
      ...notesOf(program),
    ]);
  } finally {
    program.close();
  }
}

/** @param {import('./program.mjs').Program} program @param {import('./calls.mjs').Calls} calls @returns {Site[]} */
function sitesOf(program, { calls }) {
  /** @type {Site[]} */
  const sites = [];
  for (const call of calls) {
    const declared = program.declarationOf(nameOfCallee(call.expression));
    const [first, second, third, fourth] = call.arguments ?? [];
    if (is.isNewExpression(call) && call.expression.getText() === 'PhoenixError' && first) {
      sites.push(error(call, first, second));
    } else if (call.expression.getText() === 'super' && first && isOwnError(call)) {
      sites.push(error(call, first, second));
    } else if (isFinding(call, declared) && first && third) {
      sites.push({
        kind: 'configuration',
        node: call,
        parts: (texts, given) => ({
          message: texts.of(third, given),
          hint: fourth === undefined ? [null] : texts.key(fourth, 'hint', given),
          exit: [null],
          code: texts.of(first, given),
        }),
      });
    }
  }
  for (const file of program.files) sites.push(...literals(file, program));
  return sites;
}

/** @param {Node} node @param {Node} message @param {Node | undefined} detail @returns {Site} */
function error(node, message, detail) {
  return {
    kind: 'error',
    node,
    parts: (texts, given) => ({
      message: texts.of(message, given),
      hint: detail === undefined ? [null] : texts.key(detail, 'hint', given),
      exit: detail === undefined ? [null] : texts.key(detail, 'exit', given),
    }),
  };
}

/** A call of super in a class of errors. @param {Node} call */
function isOwnError(call) {
  for (let node = call.parent; node !== undefined; node = node.parent)
    if (is.isClassDeclaration(node)) return /extends PhoenixError/.test(node.getText());
  return false;
}

/** @param {Node} call @param {Node | undefined} declared */
function isFinding(call, declared) {
  if (!is.isCallExpression(call)) return false;
  if (/\bfindings\[/.test(call.expression.getText())) return true;
  return (
    declared !== undefined &&
    is.isMethodDeclaration(declared) &&
    /^(error|warning)$/.test(declared.name.getText()) &&
    is.isClassDeclaration(declared.parent) &&
    declared.parent.name?.text === 'Findings'
  );
}

/** What a type of objects is on the page. @type {Readonly<Record<string, Kind>>} */
const TYPES = {
  PlanProblem: 'problem',
  Finding: 'finding',
  Diagnostic: 'configuration',
  Fault: 'fault',
  Misfit: 'fault',
};

/** Where objects of no named type are problems of a plan. */
const PLANS = /\/(?:plan|steps)\//;

/** What is said of a guest or step in its result, and not to whoever typed. @param {string} file */
function isReason(file) {
  return /(?:run-jobs|run-manager|run-suites|write-junit|junit-file|setup\/perform|obstacle)\.ts$/.test(
    file,
  );
}

/** Objects with a message and a hint. @param {Node} file @param {import('./program.mjs').Program} program @returns {Site[]} */
function literals(file, { checker }) {
  return [...nodesOf(file)].flatMap((node) => {
    if (!is.isObjectLiteralExpression(node)) return [];
    const names = node.properties.map((one) => ('name' in one ? one.name?.getText() : undefined));
    const key = ['message', 'what'].find((name) => names.includes(name));
    if (key === undefined) return [];
    const type = checker.getContextualType(node);
    const word = type === undefined ? '' : checker.typeToString(type);
    if (key === 'what' && !/Fault|Misfit/.test(word)) return [];
    const known = Object.entries(TYPES).find(([name]) => word.includes(name))?.[1];
    const file = fileOf(node);
    const kind = known ?? (PLANS.test(file) ? 'problem' : isReason(file) ? 'reason' : 'usage');
    return [
      {
        kind,
        node,
        parts: (texts, given) => ({
          message: texts.key(node, key, given),
          hint: texts.key(node, 'hint', given),
          exit: texts.key(node, 'exit', given),
        }),
      },
    ];
  });
}

/** @param {Site} site @param {import('./program.mjs').Program} program @param {import('./calls.mjs').Calls} calls @param {Given} given @param {number} up @returns {Message[]} */
function told(site, program, calls, given = new Map(), up = UP) {
  const texts = new Texts(program);
  const { message, hint, exit, code = [] } = site.parts(texts, given);
  const lifted = up === 0 ? [] : callers([...texts.open], calls);
  if (lifted.length > 0) {
    return lifted.flatMap(({ called, arguments: all }) =>
      told(site, program, calls, argumentsOf(called, all, given), up - 1),
    );
  }
  const own = message.flatMap((one) => (one?.said ? [one.text] : []));
  return own.map((text) => ({
    kind: site.kind,
    text,
    hints: said(hint),
    unhinted: hint.some((one) => one === null),
    exits: said(exit).filter((one) => /^\d+$/.test(one)),
    codes: said(code),
    files: [fileOf(site.node)],
  }));
}

/** Who calls the function of the first of the parameters that callers give. @param {import('./texts.mjs').Parameter[]} open @param {import('./calls.mjs').Calls} calls */
function callers(open, calls) {
  for (const parameter of open) {
    const called = /** @type {import("./texts.mjs").Called} */ (parameter.parent);
    const found = callsOfFunction(called, calls);
    if (found.length > 0) {
      return found.map((call) => ({ called, arguments: call.arguments ?? [] }));
    }
  }
  return [];
}

/** Calls of a function, also when it is what another one answers. @param {Node} called @param {import('./calls.mjs').Calls} calls @returns {import('./calls.mjs').Call[]} */
function callsOfFunction(called, calls) {
  if (is.isConstructorDeclaration(called)) return calls.of(called.parent);
  const direct = calls.of(is.isArrowFunction(called) ? called.parent : called);
  if (direct.length > 0 || !is.isArrowFunction(called) || !is.isArrowFunction(called.parent))
    return direct;
  return callsOfFunction(called.parent, calls).flatMap((call) => calls.of(call.parent));
}

/** @param {Text[]} all */
function said(all) {
  return all.flatMap((one) => (one?.said ? [one.text] : []));
}

/** One entry for a text of one kind, whatever number of places has it. @param {readonly Message[]} all */
function merged(all) {
  /** @type {Map<string, Message>} */
  const found = new Map();
  for (const one of all) {
    const key = `${one.kind} ${one.text}`;
    const same = found.get(key);
    found.set(key, {
      ...one,
      hints: union(same?.hints, one.hints),
      unhinted: (same?.unhinted ?? false) || one.unhinted,
      exits: union(same?.exits, one.exits),
      codes: union(same?.codes, one.codes),
      files: union(same?.files, one.files),
    });
  }
  return [...found.values()];
}

/** @param {string[] | undefined} before @param {string[]} more */
function union(before = [], more) {
  return [...new Set([...before, ...more])];
}
