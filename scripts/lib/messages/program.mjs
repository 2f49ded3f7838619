// The sources of phoenix and its managers as the compiler sees them.
import { join } from 'node:path';
import { SyntaxKind } from 'typescript/unstable/ast';
import { API, SymbolFlags } from 'typescript/unstable/sync';
import { root } from '../toolchain.mjs';

/** @typedef {import('typescript/unstable/ast').Node} Node */
/** @typedef {import('typescript/unstable/sync').Symbol} Name */

/** What ships: neither tests, nor what only they use, nor the stand-in host. */
const PRODUCT =
  /\/packages\/(?:dispatcher|hypervisor-manager|lxc-manager|vm-manager|shared-config|shared-runtime)\/src\//;
const FOR_TESTS = /\.test\.ts$|test-support|fixtures?\.ts$|fake-host\.ts$|\/testing\.ts$/;

/**
 * A compiled program, its product files and what each name in them stands for.
 * `close` ends the compiler.
 */
export function openProgram() {
  const api = new API({ cwd: root });
  const config = join(root, 'tsconfig.json');
  const project = api.updateSnapshot({ openProjects: [config] }).getProject(config);
  if (project === undefined) throw new Error(`no project ${config}`);
  const { program, checker } = project;
  const files = program
    .getSourceFileNames()
    .filter((name) => PRODUCT.test(name) && !FOR_TESTS.test(name))
    .sort()
    .flatMap((name) => program.getSourceFile(name) ?? []);
  /** @type {Map<Node, Name | undefined>} */
  const names = new Map();

  /** @param {readonly Node[]} nodes */
  const learn = (nodes) => {
    const asked = nodes.filter((node) => !names.has(node));
    const symbols = checker.getSymbolAtLocation(asked);
    for (const [index, node] of asked.entries()) {
      const symbol = symbols[index];
      const isAlias = symbol !== undefined && (symbol.flags & SymbolFlags.Alias) !== 0;
      names.set(node, isAlias ? checker.getAliasedSymbol(symbol) : symbol);
    }
  };
  return {
    checker,
    files,
    learn,
    close: () => api.close(),
    /** What a name stands for, imports followed. @param {Node} node */
    symbolOf(node) {
      learn([node]);
      return names.get(node);
    },
    /** Where what a name stands for is declared. @param {Node} node @returns {Node | undefined} */
    declarationOf(node) {
      learn([node]);
      return names.get(node)?.valueDeclaration?.resolve();
    },
  };
}

/** @typedef {ReturnType<typeof openProgram>} Program */

/** Every node below one, in the order of the text. @param {Node} node @returns {Generator<Node>} */
export function* nodesOf(node) {
  yield node;
  /** @type {Node[]} */
  const children = [];
  node.forEachChild((child) => {
    children.push(child);
    return undefined;
  });
  for (const child of children) yield* nodesOf(child);
}

/** The word that names what is called: `f` of `a.f(x)`. @param {Node} callee @returns {Node} */
export function nameOfCallee(callee) {
  return callee.kind === SyntaxKind.PropertyAccessExpression && 'name' in callee
    ? /** @type {Node} */ (callee.name)
    : callee;
}

/** A path below packages/, as the page names it. @param {Node} node */
export function fileOf(node) {
  return node.getSourceFile().fileName.slice(join(root, 'packages').length + 1);
}
