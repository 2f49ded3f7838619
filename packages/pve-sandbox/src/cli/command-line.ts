import { version } from '../host/version.ts';
import { Refusal, UsageError, usage } from './usage.ts';

type Verb = (args: readonly string[]) => Promise<number>;

const verbs: Record<string, () => Promise<Verb>> = {
  init: async () => (await import('./init.ts')).init,
  exec: async () => (await import('./exec.ts')).exec,
  log: async () => (await import('./log.ts')).log,
  fault: async () => (await import('./fault.ts')).fault,
  download: async () => (await import('./download.ts')).download,
  machine: async () => (await import('./machine.ts')).machine,
  destroy: async () => (await import('./destroy.ts')).destroy,
  __job: async () => (await import('../tools/job/worker.ts')).runWorker,
  __boot: async () => (await import('../machine/run-boot.ts')).runBoot,
  __timer: async () => (await import('../host/services/run-timer.ts')).runTimer,
  '__guest-fault': async () => (await import('./guest-fault.ts')).guestFault,
};

/** Runs one command line of pve-sandbox itself and answers its exit code. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const [first = '', ...rest] = args;
  const isAsked = (...words: string[]) => words.includes(first);
  if (isAsked('--help', '-h', 'help') || (rest[0] === '--help' && first in verbs)) {
    process.stdout.write(usage);
    return 0;
  }
  if (isAsked('--version', '-V')) {
    process.stdout.write(`pve-sandbox ${version()}\n`);
    return 0;
  }
  try {
    const verb = Object.hasOwn(verbs, first) ? verbs[first] : undefined;
    if (verb === undefined)
      throw new UsageError(first === '' ? 'no command' : `no command '${first}'`);
    return await (await verb())(rest);
  } catch (error) {
    return report(error);
  }
}

function report(error: unknown): number {
  if (error instanceof UsageError) {
    process.stderr.write(`pve-sandbox: ${error.message}\nhint: pve-sandbox --help\n`);
    return 64;
  }
  if (error instanceof Refusal) {
    process.stderr.write(`pve-sandbox: ${error.message}\n`);
    return error.exit;
  }
  throw error;
}
