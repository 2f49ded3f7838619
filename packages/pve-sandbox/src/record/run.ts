import { constants } from 'node:os';
import { isGuestTool, isProxmoxTool } from '../host/stand-ins.ts';
import { setCurrent } from './current.ts';
import { logChange, logEnd, logStart } from './log.ts';
import { noted, tellFirstChange } from './note.ts';
import { sleepScaled } from './settings.ts';

/**
 * Runs one program of the simulated host: written to the log, with the faults that were asked for,
 * as slow as the settings say. Answers its exit code.
 */
export async function runRecorded(name: string, args: readonly string[]): Promise<number> {
  const words = [name, ...args];
  setCurrent(words);
  const id = logStart(words);
  tellFirstChange(() => logChange(id));
  process.once('exit', (code) => logEnd(id, code, noted()));
  leaveOnSignals();
  const { applyFault } = await import('./apply-fault.ts');
  const failed = await applyFault(words);
  if (failed !== undefined) return failed;
  await sleepScaled(words.join(' '), isProxmoxTool(name) ? 0.5 : 0);
  return await answer(name, args);
}

async function answer(name: string, args: readonly string[]): Promise<number> {
  if (isGuestTool(name)) {
    const { runTool } = await import('../tools/index.ts');
    return await runTool(name, [...args]);
  }
  const { runHostProgram } = await import('../host/programs.ts');
  return await runHostProgram(name, args);
}

/** A program that handles a signal itself goes on; any other ends, and the log says by what. */
function leaveOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal]);
    });
  }
}
