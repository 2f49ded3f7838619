import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * Writes an ar archive as dpkg reads it: plain names, owner 0, mode 100644.
 * @param {string} output
 * @param {readonly string[]} files in their order, with names of at most 16 characters
 * @param {number} epoch seconds
 */
export async function ar(output, files, epoch) {
  await pipeline(async function* () {
    yield '!<arch>\n';
    for (const file of files) {
      const { size } = statSync(file);
      yield [
        ...[basename(file).padEnd(16), String(epoch).padEnd(12), '0'.padEnd(6), '0'.padEnd(6)],
        ...['100644'.padEnd(8), String(size).padEnd(10), '`\n'],
      ].join('');
      yield* createReadStream(file);
      if (size % 2 === 1) yield '\n';
    }
  }, createWriteStream(output));
}
