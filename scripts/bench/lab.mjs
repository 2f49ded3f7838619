import { join } from 'node:path';
import { root } from '../lib/toolchain.mjs';
import { longestWay, needsIn } from './graph.mjs';
import { benchHost, failures } from './host.mjs';
import { site } from './site.mjs';

/**
 * A lab from nothing. Work and critical path are those of the first run; so is each ratio.
 * @param {{etc?: string, scale?: string, parallel?: string}} options
 */
export async function lab({ etc = join(root, 'examples/etc'), scale = '0.3', parallel = '1,4,8' }) {
  const needs = needsIn(etc);
  console.log(`${needs.size} guests, time scale ${scale}`);
  /** @type {Map<number, number> | undefined} */
  let measured;
  for (const at of parallel.split(',').map(Number)) {
    const host = benchHost(site(etc, Number(scale)), { scale: Number(scale) });
    try {
      const { exit, seconds, result, stderr } = await host.phoenix([
        'LetsGo',
        '--parallel',
        `${at}`,
      ]);
      if (exit !== 0)
        throw new Error(`LetsGo ended with ${exit}: ${stderr}${JSON.stringify(result)}`);
      measured ??= new Map(result.guests.map((/** @type {any} */ one) => [one.id, one.seconds]));
      const work = [...measured.values()].reduce((sum, one) => sum + one, 0);
      const path = longestWay(needs, measured);
      const bound = Math.max(path, work / at);
      const log = host.log();
      console.log(
        `--parallel ${at}: ${seconds.toFixed(1)} s; critical path ${path.toFixed(1)} s, work ${work.toFixed(1)} s,` +
          ` bound ${bound.toFixed(1)} s, ratio ${(seconds / bound).toFixed(3)};` +
          ` ${log.length} commands, ${failures(log).length} failed,` +
          ` longest wait for a lock ${Math.max(0, ...log.map(({ waited_ms }) => waited_ms ?? 0))} ms`,
      );
      for (const { argv, exit: status } of failures(log))
        console.log(`  ${status}: ${argv.join(' ')}`);
      console.log(
        `  chain: ${result.chain.map((/** @type {any} */ one) => `${one.id} ${one.seconds.toFixed(1)} s`).join(', ')}`,
      );
    } finally {
      host.destroy();
    }
  }
}
