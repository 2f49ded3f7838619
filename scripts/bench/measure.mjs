import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TIME = '/usr/bin/time';

/**
 * A command as a whole process. Memory is the largest that it had at once.
 * @typedef {{argv: readonly string[], env?: Record<string, string>, exits?: readonly number[]}} Command
 * @typedef {{seconds: number, mebibytes: number}} Run
 */

/**
 * Runs it once. Throws when it ends otherwise than expected: what fails fast is no figure.
 * @param {Command} command @returns {Run}
 */
export function runOnce({ argv, env = {}, exits = [0] }) {
  const file = join(tmpdir(), `phoenix-time-${process.pid}`);
  const started = performance.now();
  const { status, error, stderr } = spawnSync(TIME, ['-q', '-f', '%M', '-o', file, ...argv], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  const seconds = (performance.now() - started) / 1000;
  if (error !== undefined)
    throw new Error(`cannot run ${TIME}: ${error.message}; apt-get install time`);
  if (status === null || !exits.includes(status))
    throw new Error(`${argv.join(' ')} ended with ${status}: ${stderr}`);
  return { seconds, mebibytes: Number(readFileSync(file, 'utf8')) / 1024 };
}

/**
 * Several commands in turn, so that a machine whose speed drifts is as slow for each: after one round
 * that does not count, the runs of each command, in its place.
 * @param {readonly Command[]} commands @param {number} rounds @returns {Run[][]}
 */
export function inTurn(commands, rounds) {
  for (const command of commands) runOnce(command);
  /** @type {Run[][]} */
  const runs = commands.map(() => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [place, command] of commands.entries()) runs[place]?.push(runOnce(command));
  return runs;
}

/** @param {readonly number[]} numbers */
export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [lower = Number.NaN, upper = lower] = [
    sorted[(sorted.length - 1) >> 1],
    sorted[sorted.length >> 1],
  ];
  return (lower + upper) / 2;
}

/**
 * Median, and between which values the others lie.
 * @param {readonly number[]} numbers @param {number} digits
 */
export function spread(numbers, digits) {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return `${median(numbers).toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`;
}

/**
 * A table of Markdown, which is readable at a terminal as well.
 * @param {readonly string[]} head @param {readonly (readonly (string | number)[])[]} rows
 */
export function table(head, rows) {
  const lines = [head, ...rows].map((cells) => cells.map(String));
  const widths = head.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const written = lines.map(
    (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  written.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
  return written.join('\n');
}
