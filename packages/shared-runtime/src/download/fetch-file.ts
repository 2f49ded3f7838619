import { dirname } from 'node:path';
import { PhoenixError } from '../errors.ts';
import { usageError } from '../frame/usage-error.ts';
import { awaitTurn } from '../host/await-turn.ts';
import type { Host } from '../host/host.ts';
import { quoteWord } from '../quote.ts';
import type { Stop } from '../stop.ts';
import { download } from './download.ts';
import type { ExpectedSum } from './expected-sum.ts';

/** What a download works with. */
export interface DownloadContext {
  readonly host: Host;
  readonly stop: Stop;
  /** Takes a line for a person. */
  readonly tell: (line: string) => void;
}

/** What is to be there, and where it comes from. */
export interface Wanted {
  /** The verb that downloads, for those who wait for it. */
  readonly verb: string;
  readonly url: URL;
  /** Absolute path. */
  readonly file: string;
  /** What it must be; a file that is there stays when nothing is given. */
  readonly given: ExpectedSum | undefined;
  /** Finds out what it must be, when nothing is given; undefined: it is not checked. */
  readonly find: () => Promise<ExpectedSum | undefined>;
}

/** Answers whether the file was there before, or came by another download while this one waited. */
export type Fetched = 'there' | 'meanwhile' | 'downloaded';

/**
 * Brings a whole file to its place, going on where an earlier download ended, or nothing: it lies
 * in FILE.part until its sum is right. Throws when it cannot be had, or is not what it must be.
 */
export async function fetchFile(wanted: Wanted, context: DownloadContext): Promise<Fetched> {
  const { verb, url, file, given, find } = wanted;
  const { host } = context;
  if (isThere(host, file, given)) return 'there';
  const directory = dirname(file);
  if (!host.exists(directory)) host.makeDirectory(directory, 0o755);
  const turn = { work: 'download', target: file, command: `${verb} ${file}` } as const;
  const lock = await awaitTurn(turn, context);
  try {
    if (isThere(host, file, given)) return 'meanwhile';
    const expected = given ?? (await find());
    await fetchInto(`${file}.part`, url.href, expected, context);
    host.rename(`${file}.part`, file);
  } finally {
    lock.release();
  }
  return 'downloaded';
}

/** The address that a word is; throws a usage error for one that names no file. */
export function fileAddress(word: string, what: string): URL {
  const url = URL.parse(word);
  if (url !== null && /^https?:$/.test(url.protocol) && /[^/]$/.test(url.pathname)) return url;
  throw usageError(`${JSON.stringify(word)} is no address of ${what}`, 'https://SERVER/PATH/FILE');
}

/** Brings the whole, verified file into its part file. */
async function fetchInto(
  part: string,
  url: string,
  expected: ExpectedSum | undefined,
  context: DownloadContext,
): Promise<void> {
  const { host, tell } = context;
  host.reserve(part);
  let resumed = (host.info(part)?.size ?? 0) > 0;
  // All of it, when only the rename was missing.
  if (resumed && expected && (await sumOf(host, part, expected)) === expected.sum) return;
  for (;;) {
    if (resumed) tell(`goes on with ${part}: ${megabytes(host, part)} MB have come before`);
    await download(url, part, context);
    if (expected === undefined) break;
    const sum = await sumOf(host, part, expected);
    if (sum === expected.sum) break;
    host.remove(part);
    if (!resumed) throw wrongSum(url, sum, expected);
    tell(`what was there of ${url} does not fit to what it is now: downloads all of it again`);
    resumed = false;
  }
  // On the disk before it has the name.
  await host.query(['sync', part]);
}

function megabytes(host: Host, path: string): string {
  return ((host.info(path)?.size ?? 0) / 1e6).toFixed(1);
}

async function sumOf(
  host: Host,
  path: string,
  { algorithm }: ExpectedSum,
): Promise<string | undefined> {
  if (algorithm === 'sha256') return host.hash(path);
  const { stdout } = await host.query([`${algorithm}sum`, '--', path], { timeout: 3600 });
  return /[0-9a-f]{64,}/.exec(stdout)?.[0];
}

function wrongSum(
  url: string,
  sum: string | undefined,
  { algorithm, sum: wanted, from }: ExpectedSum,
): PhoenixError {
  const name = algorithm === 'sha256' ? 'SHA-256' : 'SHA-512';
  const message = `${url} is not what it should be: its ${name} is ${sum}, ${from} says ${wanted}`;
  return new PhoenixError(message, {
    hint:
      from === '--sha256'
        ? 'was the file replaced, or the sum mistyped? Compare with what its publisher says; then --sha256 (sha256 in the configuration)'
        : `was it replaced just now? Look at ${from}, and type the same command again later`,
  });
}

function isThere(host: Host, file: string, given: ExpectedSum | undefined): boolean {
  const kind = host.info(file)?.kind;
  if (kind === undefined) return false;
  if (kind === 'directory') throw usageError(`${file} is a directory`, 'name a file in it');
  if (!isFile(host, file, kind))
    throw usageError(
      `cannot download ${file}: what is there is no file, or a link that leads to none`,
      `name another file, or remove it: rm ${quoteWord(file)}`,
    );
  return given === undefined || host.hash(file) === given.sum;
}

/** Whether there is a plain file, be it by a link. Nothing is read of it: of a pipe that would take for ever. */
function isFile(host: Host, file: string, kind: 'file' | 'link' | 'other'): boolean {
  return kind === 'link' ? host.readPiece(file, 0, 0) !== undefined : kind === 'file';
}
