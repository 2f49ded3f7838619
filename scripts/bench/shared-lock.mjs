import { retryDelay } from '../../packages/shared-runtime/src/executor/retry.ts';

/** Seconds between two looks of a Proxmox job at a lock of the cluster, and until it gives up. */
const LOOK_EVERY = 1;
const WAITS = 10;

/**
 * Nodes whose guests all lie on one shared storage: each job works for itself, then allocates under the
 * storage's lock, which Proxmox has once in a cluster and waits ten seconds for. A job that gave up is
 * begun again by Phoenix after its jittered delay, as long as `deadline` allows.
 *
 * A simulation: `work` and `held` are seconds of a job outside and under the lock, `jobs` how many of each
 * node run at once, `draw` gives numbers from 0 to 1.
 * @param {{nodes: number, guests: number, jobs: number, work: number, held: number, deadline: number, draw: () => number}} cluster
 */
export function sharedLock({ nodes, guests, jobs, work, held, deadline, draw }) {
  const left = Array.from({ length: nodes }, () => guests);
  /** @type {{at: number, job: Job}[]} */
  const agenda = [];
  /** @typedef {{node: number, begun: number, asked: number, retry: number}} Job */
  let [freeAt, end, refused, failed, longest] = [0, 0, 0, 0, 0];

  /** @param {number} node @param {number} now */
  const begin = (node, now) => {
    if (left[node] === undefined || left[node] === 0) return;
    left[node] -= 1;
    const asked = now + work * (0.5 + draw());
    agenda.push({ at: asked, job: { node, begun: now, asked, retry: 0 } });
  };
  for (let node = 0; node < nodes; node += 1)
    for (let job = 0; job < jobs; job += 1) begin(node, 0);

  while (agenda.length > 0) {
    const next = agenda.reduce((first, one, place) => {
      return one.at < (agenda[first]?.at ?? Number.POSITIVE_INFINITY) ? place : first;
    }, 0);
    const [{ at, job } = never()] = agenda.splice(next, 1);
    if (at >= freeAt) {
      freeAt = at + held;
      end = Math.max(end, freeAt);
      longest = Math.max(longest, freeAt - job.begun);
      begin(job.node, freeAt);
    } else if (at - job.asked < WAITS) {
      // Whoever looks first after it became free has it: there is no queue.
      agenda.push({ at: at + LOOK_EVERY * (0.9 + 0.2 * draw()), job });
    } else {
      refused += 1;
      const again = at + retryDelay(job.retry, draw) + work * (0.5 + draw());
      if (again - job.begun < deadline)
        agenda.push({ at: again, job: { ...job, asked: again, retry: job.retry + 1 } });
      else {
        failed += 1;
        begin(job.node, at);
      }
    }
  }
  return { seconds: end, refused, failed, longest };
}

/** @returns {never} */
function never() {
  throw new Error('the agenda is empty');
}
