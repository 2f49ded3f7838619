import { PhoenixError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { errorCode } from './system-error.ts';

/** Exit status in the shell's way: 128 + n when signal n ended the program. */
export function exitStatus(code: number | null | undefined, signal: string | null | undefined) {
  if (typeof code === 'number') return code;
  const { signals } = process.getBuiltinModule('node:os').constants;
  const number = Object.entries(signals).find(([name]) => name === signal)?.[1];
  return 128 + (number ?? 0);
}

/** Why a program could not even be started. */
export function cannotRun(program: string, error: unknown): PhoenixError {
  const code = errorCode(error);
  if (code === 'ENOENT') {
    return new PhoenixError(`cannot run ${program}: there is no such program`, {
      exit: EXIT.hostProgramMissing,
      hint: program.includes('/')
        ? `see whether ${program} exists and whether the interpreter in its first line does`
        : `${program} is not on PATH: is this a Proxmox VE host?`,
    });
  }
  const reason =
    code === 'EACCES' ? 'it is not executable' : error instanceof Error ? error.message : code;
  return new PhoenixError(`cannot run ${program}: ${reason}`, {
    exit: EXIT.hostProgramMissing,
    hint: code === 'EACCES' ? `chmod +x ${program}` : `see what it is: file ${program}`,
  });
}
