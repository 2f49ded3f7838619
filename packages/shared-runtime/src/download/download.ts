import type { Host } from '../host/host.ts';
import { Interrupted } from '../interrupted.ts';
import type { Stop } from '../stop.ts';
import { downloadError } from './download-error.ts';

/** No download takes longer; its caller's own deadline is shorter. */
const DEADLINE = 24 * 3600;
const BUSY = 75;
/** Percent from one line to the next. */
const STEP = 5;

/**
 * Downloads an address into a file, going on where that ends. The lock on the file is wget's own
 * and ends with it: should we be killed, wget goes on, and whoever comes next waits for it instead
 * of writing into the same file.
 */
export async function download(
  url: string,
  part: string,
  { host, stop, tell }: { host: Host; stop: Stop; tell: (line: string) => void },
): Promise<void> {
  const lock = ['flock', '--nonblock', '--conflict-exit-code', `${BUSY}`, '--no-fork', part];
  const wget = ['wget', '--continue', '--tries', '5', '--timeout', '30', '--progress', 'dot:mega'];
  const argv = [...lock, ...wget, '--output-document', part, url];
  let told = 0;
  let waited = false;
  const onLine = (line: string) => {
    const percent = Number(/(?:^|\s)(\d{1,3})%/.exec(line)?.[1] ?? 0);
    if (percent < told + STEP && (percent < 100 || told === 100)) return;
    told = percent;
    tell(`${percent} % of ${url}`);
  };
  for (;;) {
    if (stop.requested) throw new Interrupted(`before ${url} was there`, stop);
    const result = await host.run({ argv, deadline: DEADLINE, log: '', onLine, abort: stop.asked });
    if (stop.requested) throw new Interrupted(`before ${url} was there`, stop);
    if (result.exit === 0) return;
    if (result.exit !== BUSY) {
      // Made for nothing.
      if (host.info(part)?.size === 0) host.remove(part);
      throw downloadError(url, result);
    }
    if (!waited) tell(`waits for a download of ${part} that a killed command has left running`);
    waited = true;
    await host.sleep(1, stop.asked);
  }
}
