// `npm run bench -- NAME [OPTION...]`: figures of `phoenix LetsGo` in the sandbox, as text. What is in
// dist is what is measured. Times are of this machine; what counts are the ratios within one run.
import { parseArgs } from 'node:util';
import { clones } from './bench/clones.mjs';
import { converged } from './bench/converged.mjs';
import { lab } from './bench/lab.mjs';
import { order } from './bench/order.mjs';
import { parallel } from './bench/parallel.mjs';
import { sizes } from './bench/sizes.mjs';
import { startup } from './bench/startup.mjs';

const BENCHES = { lab, clones, converged, parallel, startup, order, sizes };
const USAGE = `usage: npm run bench -- NAME [OPTION...]

lab        a lab from nothing: wall time against max(critical path, work / parallelism)
             --etc DIR       its configuration (examples/etc)
             --scale F       how fast time passes on the host (0.3)
             --parallel N,N  to be compared; the first is what the others are measured by (1,4,8)
             --learned       each once more, after phoenix delete all, with the durations learned
clones     50 containers of one source and 50 VMs of one template, with the limits and without
             --scale F       (0.1)
             --guests N      of each kind (50)
converged  500 guests as declared, then with 5 that drifted
             --guests N      (500)
parallel   a wide lab from nothing, by --parallel
             --scale F       (0.3)
startup    each executable, against one of the same Node that says hello
             --runs N        (15)
order      reading, judging and ordering labs of four shapes, by the number of their guests
             --sizes N,N     (10,50,100,500,1000,5000)
             --runs N        (5)
sizes      of each executable, and of its bundle by package
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    etc: { type: 'string' },
    scale: { type: 'string' },
    parallel: { type: 'string' },
    guests: { type: 'string' },
    runs: { type: 'string' },
    sizes: { type: 'string' },
    learned: { type: 'boolean' },
  },
});
const [name = ''] = positionals;
if (!Object.hasOwn(BENCHES, name)) {
  console.error(USAGE);
  process.exit(64);
}
await BENCHES[/** @type {keyof typeof BENCHES} */ (name)](values);
