import { join } from 'node:path';
import { root } from '../lib/toolchain.mjs';
import { longestWay, needsIn } from './graph.mjs';
import { benchHost, failures } from './host.mjs';
import { site } from './site.mjs';

/**
 * A lab from nothing. Work and critical path are those of the first run; so is each ratio.
 * @param {{etc?: string, scale?: string, parallel?: string, learned?: boolean}} options
 */
export async function lab({
  etc = join(root, 'examples/etc'),
  scale = '0.3',
  parallel = '1,4,8',
  learned = false,
}) {
  const needs = needsIn(etc);
  console.log(`${needs.size} guests, time scale ${scale}`);
  /** @type {Map<number, number> | undefined} */
  let measured;
  for (const at of parallel.split(',').map(Number)) {
    const host = benchHost(site(etc, Number(scale)), { scale: Number(scale) });
    try {
      const first = await letsGo(host, at);
      measured ??= new Map(
        first.result.guests.map((/** @type {any} */ one) => [one.id, one.seconds]),
      );
      tell(`--parallel ${at}`, first, { needs, measured, at }, host);
      if (!learned) continue;
      const gone = await host.phoenix(['delete', 'all', '--yes', '--parallel', '8']);
      if (gone.exit !== 0)
        throw new Error(
          `delete ended with ${gone.exit}: ${gone.stderr}${JSON.stringify(gone.result)}`,
        );
      host.clearLog();
      tell(`--parallel ${at}, learned`, await letsGo(host, at), { needs, measured, at }, host);
    } finally {
      host.destroy();
    }
  }
}

/** @param {ReturnType<typeof benchHost>} host @param {number} at */
async function letsGo(host, at) {
  const run = await host.phoenix(['LetsGo', '--parallel', `${at}`]);
  if (run.exit === 0) return run;
  throw new Error(`LetsGo ended with ${run.exit}: ${run.stderr}${JSON.stringify(run.result)}`);
}

/**
 * @param {string} what
 * @param {{seconds: number, result: any}} run
 * @param {{needs: Map<number, number[]>, measured: Map<number, number>, at: number}} by
 * @param {ReturnType<typeof benchHost>} host
 */
function tell(what, { seconds, result }, { needs, measured, at }, host) {
  const work = [...measured.values()].reduce((sum, one) => sum + one, 0);
  const path = longestWay(needs, measured);
  const bound = Math.max(path, work / at);
  const log = host.log();
  console.log(
    `${what}: ${seconds.toFixed(1)} s; critical path ${path.toFixed(1)} s, work ${work.toFixed(1)} s,` +
      ` bound ${bound.toFixed(1)} s, ratio ${(seconds / bound).toFixed(3)};` +
      ` ${log.length} commands, ${failures(log).length} failed,` +
      ` longest wait for a lock ${Math.max(0, ...log.map(({ waited_ms }) => waited_ms ?? 0))} ms`,
  );
  for (const { argv, exit } of failures(log)) console.log(`  ${exit}: ${argv.join(' ')}`);
  const chain = result.chain.map(
    (/** @type {any} */ one) => `${one.id} ${one.seconds.toFixed(1)} s`,
  );
  console.log(`  chain: ${chain.join(', ')}`);
}
