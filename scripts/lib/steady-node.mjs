import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A Node for pkg that makes the same blob of the same bundle every time. V8 draws the seed of its hash
 * tables anew in each process, and the code cache shows it; pkg gives the Node that makes the blob no
 * options, and afterwards copies the very file that it ran. So this is a script that runs the real one
 * with a fixed seed, and leaves a link to it in its own place.
 * @param {string} directory where to put it
 * @param {string} node the real one
 */
export function steadyNode(directory, node) {
  const path = join(directory, 'node');
  const quoted = `'${node.replaceAll("'", `'\\''`)}'`;
  const script = `#!/bin/sh\nln -sf ${quoted} "$0"\nexec ${quoted} --random-seed=1 "$@"\n`;
  writeFileSync(path, script, { mode: 0o755 });
  return path;
}
