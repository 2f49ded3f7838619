import { closeSync, existsSync, openSync, statSync, writeSync } from 'node:fs';
import { noteChange } from '../../record/note.ts';
import { sleepScaled } from '../../record/settings.ts';
import { writeAll } from '../../state/talk.ts';
import { Dots } from './dots.ts';
import { fileName } from './image-content.ts';
import { ask, CutOff } from './transfer.ts';
import { splitWords, type Words } from './words.ts';

const valued = {
  O: 'output-document',
  P: 'directory-prefix',
  T: 'timeout',
  t: 'tries',
  o: 'output-file',
  a: 'append-output',
  U: 'user-agent',
  e: 'execute',
  w: 'wait',
  ...longs(['progress', 'header', 'connect-timeout', 'read-timeout', 'dns-timeout', 'waitretry']),
  ...longs(['limit-rate', 'start-pos', 'max-redirect', 'ca-certificate', 'user', 'password']),
};
const flags = { c: 'continue', q: 'quiet', S: 'server-response', N: 'timestamping' };

function longs(names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [`--${name}`, name]));
}

/** wget, as far as it brings files: its words, its exit codes, and files that grow as they come. */
export async function wget(args: readonly string[]): Promise<number> {
  const words = splitWords(args, valued, flags);
  if (words.options.has('version') || words.options.has('V')) {
    process.stdout.write('GNU Wget 1.25.0 built on linux-gnu.\n');
    return 0;
  }
  if (words.urls.length === 0) {
    process.stderr.write(
      "wget: missing URL\nUsage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.\n",
    );
    return 1;
  }
  let worst = 0;
  for (const url of words.urls) worst = (await new Download(url, words).run()) || worst;
  return worst;
}

/** One address that is brought. */
class Download {
  readonly #url: string;
  readonly #options: Words['options'];
  readonly #file: string;

  constructor(url: string, { options }: Words) {
    this.#url = /^\w+:\/\//.test(url) ? url : `http://${url}`;
    this.#options = options;
    const folder = options.get('directory-prefix')?.at(-1) ?? '.';
    const named = options.get('output-document')?.at(-1);
    this.#file = named ?? `${folder}/${fileName(this.#url) || 'index.html'}`.replace(/^\.\//, '');
  }

  /** @returns wget's exit code: 3 for files, 4 for the network, 8 for what the server refuses */
  async run(): Promise<number> {
    const given = this.#options.get('tries')?.at(-1) ?? '20';
    const tries = given === '0' || given === 'inf' ? Number.POSITIVE_INFINITY : Number(given);
    const goesOn = this.#options.has('continue');
    const start = goesOn && this.#file !== '-' && existsSync(this.#file);
    let from = start ? statSync(this.#file).size : 0;
    if (!this.#canWrite(goesOn)) return 3;
    for (let attempt = 1; ; attempt++) {
      this.#say(`${attempt === 1 ? '' : `(try:${String(attempt).padStart(2)}) `}`, true);
      const result = await this.#attempt(from);
      if (typeof result === 'number') return result;
      from = result.at;
      if (attempt >= tries) {
        this.#say('Giving up.\n\n');
        return 4;
      }
      this.#say('Retrying.\n\n');
      await sleepScaled('wget retrying', Math.min(attempt, 10));
    }
  }

  /** As wget does, a file that is named is made before anything is known of the address. */
  #canWrite(goesOn: boolean): boolean {
    if (this.#file === '-' || !this.#options.has('output-document')) return true;
    try {
      closeSync(openSync(this.#file, goesOn ? 'a' : 'w'));
      return true;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : '';
      const why = code === 'ENOENT' ? 'No such file or directory' : 'Is a directory';
      process.stderr.write(`${this.#file}: ${why}\n`);
      return false;
    }
  }

  async #attempt(from: number): Promise<number | { at: number }> {
    const { hostname, protocol, port } = new URL(this.#url);
    const answer = ask(this.#url, from);
    if (answer.status === 'unknown-host') {
      this.#say(`Resolving ${hostname} (${hostname})... failed: Name or service not known.\n`);
      this.#complain(`wget: unable to resolve host address ‘${hostname}’\n`);
      return 4;
    }
    const number = port || (protocol === 'https:' ? '443' : '80');
    if (answer.status === 'no-connection') {
      this.#say(`Connecting to ${hostname}:${number}... failed: Connection refused.\n`);
      return 4;
    }
    this.#say(`Resolving ${hostname} (${hostname})... 192.0.2.10\n`);
    this.#say(`Connecting to ${hostname} (${hostname})|192.0.2.10|:${number}... connected.\n`);
    this.#say('HTTP request sent, awaiting response... ');
    const reason = {
      200: 'OK',
      206: 'Partial Content',
      404: 'Not Found',
      416: 'Requested Range Not Satisfiable',
    };
    const line = `${answer.status} ${reason[answer.status]}`;
    if (this.#options.has('server-response')) process.stderr.write(`\n  HTTP/1.1 ${line}\n`);
    else this.#say(`${line}\n`);
    if (answer.status === 404) {
      this.#complain(`${stamp()} ERROR 404: Not Found.\n\n`);
      return 8;
    }
    if (answer.status === 416) {
      this.#say('\n    The file is already fully retrieved; nothing to do.\n\n');
      return 0;
    }
    if (this.#options.has('spider')) return 0;
    return await this.#receive(answer.pieces(), from, answer.total);
  }

  async #receive(
    pieces: AsyncGenerator<Buffer>,
    from: number,
    total: number,
  ): Promise<number | { at: number }> {
    const rest = from > 0 ? `, ${total - from} (${human(total - from)}) remaining` : '';
    this.#say(`Length: ${total} (${human(total)})${rest} [application/octet-stream]\n`);
    this.#say(`Saving to: ‘${this.#file === '-' ? 'STDOUT' : this.#file}’\n\n`);
    const toOutput = this.#file === '-';
    const fd = toOutput ? 1 : openSync(this.#file, from > 0 ? 'a' : 'w');
    if (!toOutput) noteChange();
    const dots = new Dots(from, total, this.#style(), (text) => this.#progress(text));
    let at = from;
    try {
      for await (const piece of pieces) {
        if (toOutput) writeAll(1, piece);
        else writeSync(fd, piece);
        at += piece.length;
        dots.reach(at);
      }
      dots.end(true);
      const where = toOutput ? 'written to stdout' : `‘${this.#file}’ saved`;
      this.#say(`\n${stamp()} (10.0 MB/s) - ${where} [${at}/${total}]\n\n`);
      return 0;
    } catch (error) {
      if (!(error instanceof CutOff)) throw error;
      dots.end(false);
      this.#say(`\n${stamp()} (10.0 MB/s) - Connection closed at byte ${at}. `);
      return { at };
    } finally {
      if (!toOutput) closeSync(fd);
    }
  }

  #style(): string {
    return this.#options.get('progress')?.at(-1) ?? 'dot';
  }

  #complain(text: string): void {
    if (!this.#options.has('quiet')) process.stderr.write(text);
  }

  #progress(text: string): void {
    const hidden = this.#options.has('no-verbose') || this.#options.has('nv');
    const shown = this.#options.has('show-progress') || !this.#options.has('quiet');
    if (shown && !hidden) process.stderr.write(text);
  }

  #say(text: string, isStart = false): void {
    if (this.#options.has('quiet') || this.#options.has('no-verbose') || this.#options.has('nv'))
      return;
    process.stderr.write(isStart ? `--${stamp()}--  ${text}${this.#url}\n` : text);
  }
}

const stamp = (): string => new Date().toISOString().slice(0, 19).replace('T', ' ');

function human(bytes: number): string {
  if (bytes < 1024) return `${bytes}`;
  const [value, unit] = bytes < 1_048_576 ? [bytes / 1024, 'K'] : [bytes / 1_048_576, 'M'];
  return `${value < 10 ? value.toFixed(1) : Math.round(value)}${unit}`;
}
