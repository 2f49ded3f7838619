import { closeSync, existsSync, openSync, statSync, writeSync } from 'node:fs';
import { noteChange } from '../../record/note.ts';
import { sleepScaled } from '../../record/settings.ts';
import { writeAll } from '../../state/talk.ts';
import { fileName } from './image-content.ts';
import { ask, CutOff } from './transfer.ts';
import { splitWords, type Words } from './words.ts';

const names = ['retry', 'retry-delay', 'retry-max-time', 'connect-timeout', 'cacert', 'resolve'];
const valued = {
  o: 'output',
  C: 'continue-at',
  w: 'write-out',
  m: 'max-time',
  H: 'header',
  A: 'user-agent',
  X: 'request',
  d: 'data',
  u: 'user',
  e: 'referer',
  b: 'cookie',
  x: 'proxy',
  y: 'speed-time',
  Y: 'speed-limit',
  r: 'range',
  ...Object.fromEntries(names.map((name) => [`--${name}`, name])),
  '--url': 'url',
  '--limit-rate': 'limit-rate',
};
const flags = {
  f: 'fail',
  s: 'silent',
  S: 'show-error',
  L: 'location',
  O: 'remote-name',
  I: 'head',
  V: 'version',
};

/** How a request ended: curl's exit code, its words, and the status for --write-out. */
type Result = { exit: number; error?: string; status: number };

/** curl, as far as it brings files. */
export async function curl(args: readonly string[]): Promise<number> {
  const { options, urls } = splitWords(args, valued, flags);
  if (options.has('version')) {
    process.stdout.write('curl 8.14.1 (x86_64-pc-linux-gnu)\n');
    return 0;
  }
  const all = [...urls, ...(options.get('url') ?? [])];
  if (all.length === 0) {
    process.stderr.write('curl: (2) no URL specified\n');
    return 2;
  }
  let exit = 0;
  for (const url of all) exit = await one(url, options);
  return exit;
}

async function one(url: string, options: Words['options']): Promise<number> {
  const retries = Number(options.get('retry')?.at(-1) ?? 0);
  for (let attempt = 0; ; attempt++) {
    const { exit, error, status } = await request(url, options);
    const isQuiet = options.has('silent') && !options.has('show-error');
    if (error !== undefined && !isQuiet) process.stderr.write(`curl: (${exit}) ${error}\n`);
    const passes = exit === 18 || (exit === 6 && options.has('retry-all-errors'));
    if (passes && attempt < retries) {
      await sleepScaled('curl retrying', 2 ** attempt);
      continue;
    }
    const format = options.get('write-out')?.at(-1);
    if (format !== undefined) process.stdout.write(written(format, status));
    return exit;
  }
}

const written = (format: string, status: number): string =>
  format
    .replace(/%\{(?:http_code|response_code)\}/g, String(status).padStart(3, '0'))
    .replace(/%\{\w+\}/g, '0')
    .replaceAll('\\n', '\n');

async function request(url: string, options: Words['options']): Promise<Result> {
  const file = options.has('remote-name') ? fileName(url) : (options.get('output')?.at(-1) ?? '-');
  const resume = options.get('continue-at')?.at(-1);
  const size = file !== '-' && existsSync(file) ? statSync(file).size : 0;
  const from = resume === undefined ? 0 : resume === '-' ? size : Number(resume);
  const { hostname, protocol, port } = new URL(/^\w+:\/\//.test(url) ? url : `http://${url}`);
  const answer = ask(url, from);
  switch (answer.status) {
    case 'unknown-host':
      return { exit: 6, error: `Could not resolve host: ${hostname}`, status: 0 };
    case 'no-connection': {
      const number = port || (protocol === 'https:' ? 443 : 80);
      const error = `Failed to connect to ${hostname} port ${number} after 0 ms: Could not connect to server`;
      return { exit: 7, error, status: 0 };
    }
    case 404:
    case 416: {
      const error = `The requested URL returned error: ${answer.status}`;
      if (options.has('fail')) return { exit: 22, error, status: answer.status };
      return { exit: 0, status: answer.status };
    }
    default:
  }
  if (options.has('head')) {
    process.stdout.write(
      `HTTP/1.1 ${answer.status} OK\r\nContent-Length: ${answer.total}\r\nAccept-Ranges: bytes\r\n\r\n`,
    );
    return { exit: 0, status: answer.status };
  }
  return await receive(answer.pieces(), { file, from, total: answer.total, status: answer.status });
}

type Target = { file: string; from: number; total: number; status: number };

async function receive(
  pieces: AsyncGenerator<Buffer>,
  { file, from, total, status }: Target,
): Promise<Result> {
  let fd = 1;
  if (file !== '-') {
    try {
      fd = openSync(file, from > 0 ? 'a' : 'w');
    } catch {
      return { exit: 23, error: 'client returned ERROR on write, 0 bytes', status };
    }
    noteChange();
  }
  let at = from;
  try {
    for await (const piece of pieces) {
      if (file === '-') writeAll(1, piece);
      else writeSync(fd, piece);
      at += piece.length;
    }
    return { exit: 0, status };
  } catch (error) {
    if (!(error instanceof CutOff)) throw error;
    const left = `transfer closed with ${total - at} bytes remaining to read`;
    return { exit: 18, error: left, status };
  } finally {
    if (file !== '-') closeSync(fd);
  }
}
