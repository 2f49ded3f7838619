// `npm run bench [-- [NAME...] [OPTION...]]`: the figures of docs/performance.md and docs/scaling.md, as
// tables. What is in dist is what is measured. Times are of this machine; what counts are the ratios
// within one run.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clones } from './bench/clones.mjs';
import { cluster } from './bench/cluster.mjs';
import { commands } from './bench/commands.mjs';
import { converged } from './bench/converged.mjs';
import { lab } from './bench/lab.mjs';
import { order } from './bench/order.mjs';
import { filled } from './bench/page.mjs';
import { parallel } from './bench/parallel.mjs';
import { sizes } from './bench/sizes.mjs';
import { startup } from './bench/startup.mjs';
import { root } from './lib/toolchain.mjs';
import { directory, flag, list, one, oneOf, positive, refuse, typed, whole } from './lib/typed.mjs';

/** Each answers Markdown. @type {Record<string, (options: any) => string | Promise<string>>} */
const BENCHES = { startup, order, converged, commands, lab, parallel, clones, sizes, cluster };
const USAGE = `usage: npm run bench [-- [NAME...] [OPTION...]]

startup    each executable, against one of the same Node that says hello
             --runs N        (15)
order      reading, judging and ordering labs of four shapes, by the number of their guests
             --sizes N,N     (10,50,100,500,1000,5000)
             --runs N        (5)
converged  LetsGo on 500 guests as declared, then with 5 that drifted
             --guests N      at least 50 (500)
             --runs N        (5)
commands   Proxmox commands to make a guest of each kind, and to change a field of it
lab        a lab from nothing: wall time against max(critical path, work / parallelism)
             --etc DIR       its configuration (examples/etc)
             --scale F       how fast time passes on the host (0.3)
             --parallel N,N  (1,2,4,8,16)
             --learned       each once more, after phoenix delete all, with the durations learned
             --runs N        (3)
parallel   the same of a wide lab
             --guests N      (24)
             --scale F       (0.3)
             --runs N        (1)
clones     50 containers of one source and 50 VMs of one template, with the limits and without
             --scale F       (0.1)
             --guests N      of each kind (50)
sizes      of each executable, and of its bundle by package
cluster    a cluster of nodes with 500 guests each: reading, and one storage that all share
             --nodes N,N     (1,2,5,10,20)
             --runs N        (5)

All of them, one after the other, unless some are named: about half an hour.
  --write  also into docs/performance.md (cluster: docs/scaling.md), in the place of what it says of each
`;

/** Guests without which there is nothing to measure. @type {Record<string, number>} */
const LEAST = { converged: 50 };

const {
  values: { write, ...options },
  words: names,
} = typed({
  name: 'bench',
  usage: USAGE,
  options: {
    etc: { read: directory },
    scale: { read: positive },
    parallel: { read: list(whole(1)) },
    guests: { read: whole(1) },
    runs: { read: whole(1) },
    sizes: { read: list(whole(1)) },
    nodes: { read: list(whole(1)) },
    learned: flag,
    write: flag,
  },
  words: (words) => {
    const all = Object.keys(BENCHES);
    return words.length > 0 ? words.map((word) => one('NAME', word, oneOf(all))) : all;
  },
});
const { guests } = options;
const small = names.find((name) => guests !== undefined && guests < (LEAST[name] ?? 1));
if (small !== undefined)
  refuse('bench', `--guests cannot be '${guests}': ${small} needs ${LEAST[small]}`);
for (const name of names) {
  // Some are silent for minutes.
  console.error(`bench ${name}`);
  const text = (await BENCHES[name]?.(options)) ?? '';
  console.log(`${names.length > 1 ? `## ${name}\n\n` : ''}${text}\n`);
  if (!write) continue;
  const page = join(root, 'docs', name === 'cluster' ? 'scaling.md' : 'performance.md');
  writeFileSync(page, filled(page, name, text));
}
