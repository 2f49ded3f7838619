// `npm run record`: records the demo as docs/demo.cast (asciicast v2, which is text): the example lab
// from nothing on a sandbox host whose commands take their time, then once more as it is declared.
// What is in dist is what is recorded; script(1) of util-linux is the terminal.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './lib/toolchain.mjs';

const COLUMNS = 96;
const ROWS = 26;
const SCALE = '0.2';
const COMMANDS = [
  'phoenix validate',
  'phoenix LetsGo --dry-run | tail -n 1',
  'phoenix LetsGo',
  'phoenix LetsGo',
  'phoenix status',
  'phoenix runs',
];

const sandbox = join(root, 'dist', 'pve-sandbox');
const scratch = mkdtempSync(join(tmpdir(), 'phoenix-record-'));
const host = join(scratch, 'host');

/** @param {string} program @param {string[]} argv */
function must(program, argv) {
  const { status, stderr } = spawnSync(program, argv, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
}

/** What is typed and what comes of it, as script(1) writes both down. */
function recorded() {
  const typed = COMMANDS.map(
    (line) => `printf '\\033[1m# %s\\033[0m\\n' '${line}'; ${line}; sleep 1; echo`,
  );
  writeFileSync(
    join(host, 'tmp', 'session.sh'),
    [`stty cols ${COLUMNS} rows ${ROWS}`, `PATH=${join(root, 'dist/bin')}:$PATH`, ...typed].join(
      '\n',
    ),
  );
  const session = `'${sandbox}' exec '${host}' -- env TERM=xterm-256color bash /tmp/session.sh`;
  const files = ['--log-out', join(scratch, 'out'), '--log-timing', join(scratch, 'timing')];
  must('script', [
    '--quiet',
    '--return',
    '--logging-format',
    'advanced',
    ...files,
    '--command',
    session,
  ]);
  return {
    out: readFileSync(join(scratch, 'out')),
    timing: readFileSync(join(scratch, 'timing'), 'utf8'),
  };
}

/** One event per piece of output. @param {{out: Buffer, timing: string}} recording */
function castOf({ out, timing }) {
  const header = {
    version: 2,
    width: COLUMNS,
    height: ROWS,
    title: 'phoenix LetsGo on the example lab',
  };
  const lines = [JSON.stringify(header)];
  // The first line of the output file is script's own.
  let at = out.indexOf('\n') + 1;
  let seconds = 0;
  const decoder = new TextDecoder();
  for (const line of timing.split('\n')) {
    const [kind, delay, length] = line.split(' ');
    if (kind !== 'O' && kind !== 'I' && kind !== 'S') continue;
    seconds += Number(delay);
    if (kind !== 'O') continue;
    const text = decoder.decode(out.subarray(at, at + Number(length)), { stream: true });
    at += Number(length);
    lines.push(JSON.stringify([Number(seconds.toFixed(3)), 'o', text]));
  }
  return `${lines.join('\n')}\n`;
}

try {
  must(sandbox, ['init', host, '--configs', join(root, 'examples', 'etc'), '--time-scale', SCALE]);
  writeFileSync(join(root, 'docs', 'demo.cast'), castOf(recorded()));
} finally {
  spawnSync(sandbox, ['destroy', host], { cwd: root, stdio: 'inherit' });
  rmSync(scratch, { recursive: true, force: true });
}
