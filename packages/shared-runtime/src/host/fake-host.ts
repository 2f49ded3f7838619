import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { PhoenixError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { known } from '../secrets/known.ts';
import type { ChangeCommand, Exposure, FileInfo, Host, LockHolder, QueryResult } from './host.ts';

/** What a scripted command answers. */
export interface FakeReply {
  readonly exit?: number;
  /** Standard output; also what goes to the log. */
  readonly stdout?: string;
  readonly stderr?: string;
  /** Seconds that it takes on the fake clock. */
  readonly seconds?: number;
  readonly timedOut?: boolean;
  /** What it does to the fake host. */
  readonly effect?: (host: FakeHost, argv: readonly string[]) => void;
}

/** One thing that was done through the fake host. */
export type FakeCall =
  | { do: 'query'; argv: readonly string[]; input?: string }
  | { do: 'run'; argv: readonly string[]; input?: string; env?: Readonly<Record<string, string>> }
  | { do: 'write'; path: string; content: string; mode?: number }
  | { do: 'append'; path: string; text: string }
  | { do: 'makeDirectory'; path: string; mode: number }
  | { do: 'remove'; path: string }
  | { do: 'rename'; from: string; to: string }
  | { do: 'lock' | 'release'; path: string };

/** A machine in memory: files, scripted commands, a clock that only sleep and commands move. */
export interface FakeHost extends Host {
  /** Contents by path; a directory that was made explicitly has its entry in `directories`. */
  readonly files: Map<string, string>;
  readonly directories: Map<string, FileInfo>;
  readonly calls: FakeCall[];
  /** Paths of locks that are held, by us or (put in by a test) by somebody else. */
  readonly locks: Map<string, LockHolder | undefined>;
  /** Milliseconds since the epoch. */
  clock: number;
  /**
   * Scripts commands whose argv, joined by blanks, begins with `start`. Several replies are given
   * one after the other, the last of them for ever. The latest `on` that fits wins; a command that
   * nothing fits succeeds silently.
   */
  on(start: string, ...replies: (string | FakeReply)[]): FakeHost;
  /** The argv of everything that `run` was asked for. */
  ran(): string[];
}

/** What a fake host begins with. */
export interface FakeHostOptions {
  /** What others can change. */
  readonly exposed?: Readonly<Record<string, Exposure>>;
  readonly files?: Readonly<Record<string, string>>;
  /** Programs on PATH; every program when absent. */
  readonly programs?: readonly string[];
  readonly commands?: Readonly<Record<string, string | FakeReply>>;
}

export function fakeHost(options: FakeHostOptions = {}): FakeHost {
  const files = new Map(Object.entries(options.files ?? {}));
  const directories = new Map<string, FileInfo>();
  const locks = new Map<string, LockHolder | undefined>();
  const calls: FakeCall[] = [];
  const scripts: { start: string; replies: FakeReply[] }[] = [];

  const isDirectory = (path: string) =>
    directories.has(path) || [...files.keys()].some((file) => file.startsWith(`${path}/`));

  const answer = (argv: readonly string[]): FakeReply => {
    if (options.programs !== undefined && !options.programs.includes(argv[0] ?? '')) {
      throw new PhoenixError(`cannot run ${argv[0]}: there is no such program`, {
        exit: EXIT.hostProgramMissing,
      });
    }
    const line = argv.join(' ');
    const script = scripts.findLast(({ start }) => line === start || line.startsWith(`${start} `));
    const [reply = {}] = script?.replies ?? [];
    if (script !== undefined && script.replies.length > 1) script.replies.shift();
    host.clock += (reply.seconds ?? 0) * 1000;
    reply.effect?.(host, argv);
    return reply;
  };

  const result = (reply: FakeReply): QueryResult => ({
    exit: reply.exit ?? 0,
    output: `${reply.stdout ?? ''}${reply.stderr ?? ''}`,
    stdout: reply.stdout ?? '',
    timedOut: reply.timedOut ?? false,
  });

  const host: FakeHost = {
    files,
    directories,
    calls,
    locks,
    clock: Date.UTC(2026, 0, 1, 12),
    on(start, ...replies) {
      const full = replies.map((reply) => (typeof reply === 'string' ? { stdout: reply } : reply));
      scripts.push({ start, replies: full });
      return host;
    },
    ran: () => calls.flatMap((call) => (call.do === 'run' ? [call.argv.join(' ')] : [])),
    read: (path) => files.get(path),
    readInPlace: (path) => files.get(path),
    readPiece(path, offset, length) {
      const text = files.get(path);
      return text === undefined ? undefined : Buffer.from(text).subarray(offset, offset + length);
    },
    list(directory) {
      const below = [...files.keys(), ...directories.keys()].filter((path) =>
        path.startsWith(`${directory}/`),
      );
      const names = below.map((path) => path.slice(directory.length + 1).split('/')[0] ?? '');
      return [...new Set(names)].sort();
    },
    filesBelow(root, directory, most) {
      const start = `${root}${directory}/`;
      const below = [...files].flatMap(([path, text]) =>
        path.startsWith(start) ? [[path.slice(start.length), text] as const] : [],
      );
      return new Map(below.filter(([name, text]) => !name.includes('/') && text.length <= most));
    },
    info(path) {
      const text = files.get(path);
      const owner = { uid: 0, gid: 0 };
      if (text !== undefined) {
        return { kind: 'file', ...owner, mode: 0o644, size: Buffer.byteLength(text) };
      }
      if (!isDirectory(path)) return undefined;
      return directories.get(path) ?? { kind: 'directory', ...owner, mode: 0o755, size: 0 };
    },
    exists: (path) => files.has(path) || isDirectory(path.replace(/\/\.$/, '')),
    exposed: (path) => options.exposed?.[path],
    hash(path) {
      const text = files.get(path);
      return text === undefined ? undefined : createHash('sha256').update(text).digest('hex');
    },
    program: (name) =>
      options.programs === undefined || options.programs.includes(name)
        ? `/usr/bin/${name}`
        : undefined,
    async query(argv, { input } = {}) {
      calls.push({ do: 'query', argv, ...(input !== undefined && { input }) });
      return result(answer(argv));
    },
    async run(command: ChangeCommand) {
      const { argv, input, env } = command;
      calls.push({
        do: 'run',
        argv,
        ...(input !== undefined && { input }),
        ...(env !== undefined && { env }),
      });
      const { exit, output, timedOut } = result(answer(argv));
      for (const line of output.split('\n')) if (line !== '') command.onLine?.(line);
      files.set(command.log, (files.get(command.log) ?? '') + output);
      return { exit, output, timedOut };
    },
    write(path, content, mode) {
      calls.push({ do: 'write', path, content, ...(mode !== undefined && { mode }) });
      files.set(path, content);
    },
    makeDirectory(path, mode, owner = { uid: 0, gid: 0 }) {
      calls.push({ do: 'makeDirectory', path, mode });
      for (let parent = dirname(path); parent !== '/'; parent = dirname(parent)) {
        if (directories.has(parent)) break;
        directories.set(parent, { kind: 'directory', uid: 0, gid: 0, mode: 0o755, size: 0 });
      }
      directories.set(path, { kind: 'directory', ...owner, mode, size: 0 });
    },
    remove(path) {
      calls.push({ do: 'remove', path });
      for (const paths of [files, directories]) {
        for (const key of paths.keys()) {
          if (key === path || key.startsWith(`${path}/`)) paths.delete(key);
        }
      }
    },
    rename(from, to) {
      const text = files.get(from);
      if (text === undefined)
        throw new PhoenixError(`cannot rename ${from} to ${to}: no such file`);
      calls.push({ do: 'rename', from, to });
      files.delete(from);
      files.set(to, text);
    },
    reserve(path) {
      if (!files.has(path)) files.set(path, '');
    },
    append(path, text) {
      calls.push({ do: 'append', path, text });
      files.set(path, (files.get(path) ?? '') + text);
    },
    cover(path) {
      const text = files.get(path);
      if (text !== undefined) files.set(path, known.text(text));
    },
    temporaryDirectory: () => '/tmp/phoenix-fake',
    tryLock(path, holder) {
      if (locks.has(path)) return undefined;
      locks.set(path, holder);
      calls.push({ do: 'lock', path });
      if (holder !== undefined) files.set(path, `${JSON.stringify(holder)}\n`);
      return {
        release() {
          if (!locks.delete(path)) return;
          calls.push({ do: 'release', path });
          files.delete(path);
        },
      };
    },
    now: () => host.clock,
    async sleep(seconds) {
      host.clock += seconds * 1000;
    },
  };
  for (const [start, reply] of Object.entries(options.commands ?? {})) host.on(start, reply);
  return host;
}
