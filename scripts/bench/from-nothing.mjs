import { longestLine, longestWay, needsIn, sourcesIn } from './graph.mjs';
import { benchHost, failures } from './host.mjs';
import { spread, table } from './measure.mjs';

const HEAD = [
  'parallel',
  's',
  'critical path',
  'work / parallel',
  'times the larger',
  'clones of one',
  'times the largest',
  'commands',
  'failed',
  'longest wait for a lock',
];

/**
 * Work and critical path are made of the seconds that each guest took in the first run, `clones of one` of those that
 * its cloning took there.
 * @typedef {Parameters<typeof longestLine>[0]} Measured
 * @typedef {{seconds: number, commands: number, failed: number, waited: number}} Run
 */

/**
 * LetsGo from nothing, so many times at each `--parallel`, against max(critical path, work / parallel).
 * `learned`: each once more after `delete all`, when phoenix knows how long each guest takes.
 * @param {{make: () => string, scale: number, parallel: readonly number[], learned: boolean, runs: number}} options
 */
export async function fromNothing({ make, scale, parallel, learned, runs }) {
  /** @type {Measured | undefined} */
  let measured;
  /** @type {Map<string, {at: number, runs: Run[]}>} */
  const all = new Map();
  /** @param {string} label @param {number} at @param {Run} run */
  const keep = (label, at, run) => {
    const row = all.get(label) ?? { at, runs: [] };
    row.runs.push(run);
    all.set(label, row);
  };
  for (let turn = 0; turn < runs; turn += 1)
    for (const at of parallel) {
      const etc = make();
      const host = benchHost(etc, { scale });
      try {
        const { result, run } = await letsGo(host, at);
        measured ??= {
          needs: needsIn(etc),
          sources: sourcesIn(etc),
          seconds: new Map(result.guests.map((/** @type {any} */ one) => [one.id, one.seconds])),
          cloning: new Map(
            host
              .events()
              .flatMap(({ type, operation, guest, seconds }) =>
                type === 'operation-end' && operation === 'clone' ? [[guest, seconds]] : [],
              ),
          ),
        };
        keep(`${at}`, at, run);
        if (!learned) continue;
        const gone = await host.phoenix(['delete', 'all', '--yes', '--parallel', '8']);
        if (gone.exit !== 0) throw new Error(`delete ended with ${gone.exit}: ${gone.stderr}`);
        host.clearLog();
        keep(`${at}, learned`, at, (await letsGo(host, at)).run);
      } finally {
        host.destroy();
      }
    }
  if (measured === undefined) throw new Error('cannot measure: no run was asked for');
  const { needs, seconds } = measured;
  const work = [...seconds.values()].reduce((sum, one) => sum + one, 0);
  const path = longestWay(needs, seconds);
  const found = measured;
  const rows = [...all].map(([label, row]) =>
    told(label, row, { path, work, line: longestLine(found, row.at) }),
  );
  return `${needs.size} guests, time scale ${scale}, ${runs} at each:\n\n${table(HEAD, rows)}`;
}

/**
 * @param {string} label @param {{at: number, runs: Run[]}} row @param {{path: number, work: number, line: number}} by
 */
function told(label, { at, runs }, { path, work, line }) {
  const bound = Math.max(path, work / at);
  const seconds = runs.map((run) => run.seconds);
  /** @param {(run: Run) => number} of */
  const most = (of) => `${Math.max(...runs.map(of))}`;
  /** @param {number} by */
  const times = (by) =>
    spread(
      seconds.map((one) => one / by),
      2,
    );
  return [
    label,
    spread(seconds, 1),
    path.toFixed(1),
    (work / at).toFixed(1),
    times(bound),
    line.toFixed(1),
    times(Math.max(bound, line)),
    most((run) => run.commands),
    most((run) => run.failed),
    `${most((run) => run.waited)} ms`,
  ];
}

/** @param {ReturnType<typeof benchHost>} host @param {number} at */
async function letsGo(host, at) {
  const { exit, stderr, result, seconds } = await host.phoenix(['LetsGo', '--parallel', `${at}`]);
  if (exit !== 0)
    throw new Error(`LetsGo ended with ${exit}: ${stderr}${JSON.stringify(result.summary)}`);
  const log = host.log();
  const waited = Math.max(0, ...log.map(({ waited_ms }) => waited_ms ?? 0));
  return { result, run: { seconds, commands: log.length, failed: failures(log).length, waited } };
}
