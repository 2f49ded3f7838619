import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { root } from '../lib/toolchain.mjs';
import { isMessage } from './messages.mjs';

/**
 * One change of one source file. `id` is its switch in the instrumented file, the same one as long as that file stays
 * as it is. Lines count from 1; `text` is the line.
 * @typedef {{id: string, file: string, line: number, mutator: string, original: string, replacement: string,
 *   text: string}} Mutant
 */

/**
 * All mutants of some files, and the files with all of them built in, each behind its switch.
 * @param {readonly string[]} files paths from the root
 * @returns {Promise<{mutants: Mutant[], messages: number, instrumented: Record<string, string>}>} messages: how
 *   many mutants of messages were left out; instrumented: by the absolute path
 */
export async function instrument(files) {
  /** Places of messages: file, line and column. @type {Set<string>} */
  const prose = new Set();
  let current = '';
  const recorder = {
    /** @param {any} path */
    shouldIgnore(path) {
      if (isMessage(path)) prose.add(placeOf(current, path.node.loc.start));
      return undefined;
    },
  };
  const options = { plugins: null, excludedMutations: [], ignorers: [recorder], noHeader: false };
  /** @type {Record<string, string>} */
  const instrumented = {};
  /** @type {Mutant[]} */
  const mutants = [];
  let messages = 0;
  for (const file of files) {
    const path = join(root, file);
    const content = readFileSync(path, 'utf8');
    current = path;
    const result = await new Instrumenter(SILENT).instrument(
      [{ name: path, mutate: true, content }],
      options,
    );
    const prefix = createHash('sha256').update(`${file}\0${content}`).digest('hex').slice(0, 12);
    const own = (/** @type {string} */ id) => `${prefix}-${id}`;
    // Ids count from 0 in each file; the switches need ones that no other file has.
    instrumented[path] = (result.files[0]?.content ?? '').replaceAll(
      /stry(?:MutAct|Cov)_9fa48\(("\d+"(?:, )?)+\)/g,
      (call) => call.replaceAll(/"(\d+)"/g, (_, id) => `"${own(id)}"`),
    );
    for (const { id, location, mutatorName, replacement } of result.mutants) {
      const { start, end } = location;
      if (mutatorName === 'StringLiteral' && prose.has(placeOf(path, babelPlace(start)))) {
        messages += 1;
        continue;
      }
      mutants.push({
        id: own(id),
        file,
        line: start.line + 1,
        mutator: mutatorName,
        original: slice(content, start, end),
        replacement,
        text: (content.split('\n')[start.line] ?? '').trim(),
      });
    }
  }
  return { mutants, messages, instrumented };
}

/** @param {{line: number, column: number}} place @returns {{line: number, column: number}} */
const babelPlace = ({ line, column }) => ({ line: line + 1, column });

/** @param {string} file @param {{line: number, column: number}} place */
const placeOf = (file, { line, column }) => `${file}:${line}:${column}`;

/**
 * @param {string} content
 * @param {{line: number, column: number}} start lines from 0
 * @param {{line: number, column: number}} end
 */
function slice(content, start, end) {
  const lines = content.split('\n');
  const offset = (/** @type {{line: number, column: number}} */ at) =>
    lines.slice(0, at.line).reduce((sum, line) => sum + line.length + 1, 0) + at.column;
  return content.slice(offset(start), offset(end));
}

const nothing = () => {};
const never = () => false;
/** A logger as the instrumenter wants one. */
const SILENT = {
  isTraceEnabled: never,
  isDebugEnabled: never,
  isInfoEnabled: never,
  isWarnEnabled: never,
  isErrorEnabled: never,
  isFatalEnabled: never,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
};
