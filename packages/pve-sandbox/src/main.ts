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
    process.exit(await runRecorded(name, args));
  }
  const { runCommandLine } = await import('./cli/command-line.ts');
  process.exit(await runCommandLine(args));
}

main().catch((error: unknown) => {
  process.stderr.write(`pve-sandbox: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(70);
});
