import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../lib/toolchain.mjs';
import { benchHost } from './host.mjs';
import { largeLab, SOURCE } from './large-lab.mjs';
import { inTurn, median, runOnce, spread, table } from './measure.mjs';

const sandbox = join(root, 'dist/pve-sandbox');
const bin = join(root, 'dist/bin');

/**
 * How long each executable takes to start, against one of the same Node that says hello: alone, and on a host
 * where the guest that a manager is to converge is as declared and the same commands are run beside hello.
 * @param {{runs?: number}} options
 */
export async function startup({ runs = 15 }) {
  const scratch = mkdtempSync(join(tmpdir(), 'phoenix-startup-'));
  const hello = helloWorld(scratch);
  const host = benchHost(largeLab({ containers: 1, vms: 1 }));
  try {
    await host.phoenix(['LetsGo']);
    cpSync(hello, join(host.directory, 'root/hello'));
    /** @param {string[]} words */
    const there = (...words) => [sandbox, 'exec', host.directory, '--', ...words];
    const managers = ['lxc-manager', 'vm-manager', 'hypervisor-manager'];
    /** @type {Named[]} */
    const alone = [
      ['phoenix --version', [`${bin}/phoenix`, '--version']],
      ['phoenix --help', [`${bin}/phoenix`, '--help']],
      ...managers.map(
        (name) =>
          /** @type {Named} */ ([`${name} --version`, [`${bin}/managers/${name}`, '--version']]),
      ),
    ];
    const told = [
      'Each against an executable of the same Node that says hello, in turn:',
      compared(['hello', [hello]], alone, runs),
    ];
    for (const [name, id] of [
      ['lxc-manager', `${SOURCE + 1}`],
      ['vm-manager', '5001'],
    ]) {
      const argv = there(`${bin}/managers/${name}`, 'create', `${id}`);
      host.clearLog();
      runOnce({ argv });
      const asked = host.log().map(({ argv: words }) => words);
      const quoted = asked.map((words) => words.map((word) => `'${word}'`).join(' '));
      const base = there('sh', '-c', ['/root/hello', ...quoted].join(' && '));
      told.push(
        `On a guest that is as declared, against hello and the Proxmox commands that it runs (${asked.map((words) => words.join(' ')).join(', ')}):`,
        compared(['hello', base], [[`${name} create ${id}`, argv]], runs),
      );
    }
    return told.join('\n\n');
  } finally {
    host.destroy();
    rmSync(scratch, { recursive: true });
  }
}

/**
 * @typedef {[name: string, argv: string[]]} Named
 * @param {Named} base @param {Named[]} others @param {number} runs
 */
function compared(base, others, runs) {
  const all = [base, ...others];
  const measured = inTurn(
    all.map(([, argv]) => ({ argv })),
    runs,
  );
  const [first = []] = measured;
  const rows = all.map(([label], place) => {
    const own = measured[place] ?? [];
    const ratios = own.map(({ seconds }, turn) => seconds / (first[turn]?.seconds ?? Number.NaN));
    return [
      label,
      spread(
        own.map(({ seconds }) => seconds * 1000),
        0,
      ),
      spread(ratios, 2),
      median(own.map(({ mebibytes }) => mebibytes)).toFixed(0),
    ];
  });
  return table(['command', 'ms', 'times hello', 'MiB'], rows);
}

/** @param {string} scratch */
function helloWorld(scratch) {
  const bundle = join(scratch, 'hello.cjs');
  const output = join(scratch, 'hello');
  writeFileSync(bundle, "console.log('hello');\n");
  const made = spawnSync('node', [join(root, 'scripts/make-executable.mjs'), bundle, output], {
    encoding: 'utf8',
  });
  if (made.status !== 0)
    throw new Error(`cannot make an executable that says hello: ${made.stderr}`);
  return output;
}
