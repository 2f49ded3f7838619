import { PhoenixError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { quoteWord } from '../quote.ts';
import { RefusedPlace } from './refused-place.ts';

const REASONS: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  ENOENT: 'no such file or directory',
  EISDIR: 'it is a directory',
  EEXIST: 'there is something else of that name',
  ENOTDIR: 'a part of the path is not a directory',
  ENOSPC: 'no space left on the device',
  EROFS: 'the file system is read-only',
  EIO: 'input/output error',
  ELOOP: 'links lead in a circle',
  ENAMETOOLONG: 'the path is too long',
};

/** Where to look, by what went wrong. */
const HINTS: Record<string, string> = {
  ENOSPC: 'df -h shows which file system is full',
  EROFS: 'mount shows what is mounted read-only, dmesg why',
  EIO: 'dmesg tells of the disk',
};

/** The code of a system error (`ENOENT`), or undefined for anything else that was thrown. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** A system error as a sentence about what was tried: `cannot read /x: permission denied`. */
export function explain(attempt: string, error: unknown): PhoenixError {
  if (error instanceof RefusedPlace) return error.during(attempt);
  const code = errorCode(error);
  const known = code === undefined ? undefined : REASONS[code];
  const reason = known ?? (error instanceof Error ? error.message : String(error));
  const denied = code === 'EACCES' || code === 'EPERM';
  return new PhoenixError(`${attempt}: ${reason}`, {
    exit: denied ? EXIT.notPermitted : EXIT.failed,
    hint:
      denied && process.getuid?.() !== 0 ? 'run it as root' : (HINTS[code ?? ''] ?? look(error)),
  });
}

function look(error: unknown): string {
  if (!(error instanceof Error) || !('path' in error)) return 'dmesg and df -h may tell why';
  return `see what is there: namei -l ${quoteWord(String(error.path))}`;
}

/** What the system says itself, where a look comes before the call. */
export function systemError(code: string, path: string): Error {
  return Object.assign(new Error(code), { code, path });
}

/** True for what simply is not there. */
export function isAbsent(error: unknown): boolean {
  const code = errorCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}
