import { dirname, resolve } from 'node:path';
import {
  type Host,
  PhoenixError,
  printable,
  quoteWord,
  type ToolContext,
  type ToolDefinition,
  usageError,
} from '@phoenix/shared-runtime';
import { download } from './image/download.ts';
import { type ExpectedSum, givenSum, listedSum } from './image/expected-sum.ts';
import { lockImage } from './image/lock-image.ts';

/** `fetch-image URL FILE`: an image of a system, whole and verified, or nothing. */
export const fetchImage: ToolDefinition = {
  summary: 'download an image, verified, going on where an earlier download ended',
  description: [
    'The image is downloaded into FILE.part and takes its name when its checksum is right: the one',
    'given, or that of SHA256SUMS or SHA512SUMS beside the address.',
    'A second download of the same file waits for the first and finds it done.',
    'A file that is there already stays, unless --sha256 says that it is another one.',
  ],
  examples: [
    [
      'fetch-image https://cloud-images.ubuntu.com/noble/current/noble-server-cloudimg-amd64.img noble.img',
      'downloads it and checks it against SHA256SUMS beside it',
    ],
  ],
  words: ['URL', 'FILE'],
  flags: { sha256: { value: 'HEX', help: 'the checksum that the image must have' } },
  stopping: 'interrupted; what has come is kept for the next time',
  run: runFetch,
};

async function runFetch(context: ToolContext): Promise<undefined> {
  const { host, stop, out, words, flags } = context;
  const url = address(words[0] ?? '');
  const file = resolve(words[1] ?? '');
  const tell = (line: string) => out.talk(`${printable(line)}\n`);
  const given = givenSum(flags.sha256);
  if (isThere(host, file, given)) return done(context, file, 'is there already');
  const directory = dirname(file);
  if (!host.exists(directory)) host.makeDirectory(directory, 0o755);
  const lock = await lockImage(file, host, stop, tell);
  try {
    if (isThere(host, file, given)) return done(context, file, 'was downloaded meanwhile');
    const expected = given ?? (await listedSum(host, url));
    await fetchInto(`${file}.part`, url.href, expected, { host, stop, tell });
    host.rename(`${file}.part`, file);
  } finally {
    lock.release();
  }
  return done(context, file, 'is downloaded and verified');
}

/** Brings the whole, verified image into its part file. */
async function fetchInto(
  part: string,
  url: string,
  expected: ExpectedSum,
  context: Parameters<typeof download>[2],
): Promise<void> {
  const { host, tell } = context;
  let resumed = (host.info(part)?.size ?? 0) > 0;
  // All of it, when only the rename was missing.
  if (resumed && (await sumOf(host, part, expected)) === expected.sum) return;
  for (;;) {
    if (resumed) tell(`goes on with ${part}: ${megabytes(host, part)} MB have come before`);
    await download(url, part, context);
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
        ? 'was the image replaced, or the sum mistyped? Compare with what its publisher says; then --sha256 (sha256 in the configuration)'
        : `was it replaced just now? Look at ${from}, and type the same command again later`,
  });
}

function isThere(host: Host, file: string, given: ExpectedSum | undefined): boolean {
  const kind = host.info(file)?.kind;
  if (kind === undefined) return false;
  if (kind === 'directory') throw usageError(`${file} is a directory`, 'name a file in it');
  return given === undefined || host.hash(file) === given.sum;
}

function done({ out }: ToolContext, file: string, what: string): undefined {
  out.result(`${quoteWord(file)} ${what}\n`);
}

function address(word: string): URL {
  const url = URL.parse(word);
  if (url !== null && /^https?:$/.test(url.protocol) && /[^/]$/.test(url.pathname)) return url;
  throw usageError(`${JSON.stringify(word)} is no address of an image`, 'https://SERVER/PATH/FILE');
}
