import { basename } from 'node:path';
import { isStandIn } from './host/stand-ins.ts';

const AS = '--as=';

/**
 * One executable under many names: as `pct`, `systemctl` and so on it is that program of the
 * simulated host, under its own name it is the command line that makes and enters such hosts.
 * `--as=NAME` gives the name where a link cannot (sources run by Node).
 */
async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const given = args[0]?.startsWith(AS) ? args.shift()?.slice(AS.length) : undefined;
  const name = basename(given ?? process.argv0);
  if (isStandIn(name)) {
    const { runRecorded } = await import('./record/run.ts');
    await leave(await runRecorded(name, args));
    return;
  }
  const { runCommandLine } = await import('./cli/command-line.ts');
  await leave(await runCommandLine(args));
}

/** Ends with this status, whatever is still under way, once all that was said has gone out. */
async function leave(status: number): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.writableLength === 0) continue;
    // Whoever has stopped reading has no use for the rest.
    stream.on('error', () => {});
    await new Promise((done) => stream.write('', done));
  }
  process.exit(status);
}

main().catch((error: unknown) => {
  process.stderr.write(`pve-sandbox: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(70);
});
