/** What a finished command left behind. */
export interface CommandResult {
  /** Exit status; 128 + n when signal n ended it. */
  readonly exit: number;
  /** Standard output and standard error as they came, limited to the last 64 KiB. */
  readonly output: string;
  /** True when the deadline ended it. */
  readonly timedOut: boolean;
}

/** What a finished query left behind; `output` is standard output and standard error merged. */
export interface QueryResult extends CommandResult {
  /** Standard output alone: what a parser reads, free of Perl's locale warnings. */
  readonly stdout: string;
}

/** A command that may change the host. */
export interface ChangeCommand {
  readonly argv: readonly string[];
  /** Text for standard input; /dev/null when absent. */
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Seconds until SIGTERM. */
  readonly deadline: number;
  /** File that takes standard output and standard error (never a pipe: see Proxmox's tee). */
  readonly log: string;
  /** Called with the process id as soon as it runs. */
  readonly onStart?: (pid: number) => void;
  /** Called with each further line of output. */
  readonly onLine?: (line: string) => void;
  /** Ends the command with one SIGTERM when aborted. */
  readonly abort?: AbortSignal;
}

/** A directory entry's kind, owner and size; links are not followed. */
export interface FileInfo {
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
  readonly size: number;
}

/** Who is to own what is written. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Somebody else who can change what a path leads to. */
export interface Exposure {
  /** The file, directory or link that he can change. */
  readonly path: string;
  /** `everybody`, `uid 1000`, `group 50`. */
  readonly by: string;
  /** What closes it, before the path: `chmod o-w`. */
  readonly repair: readonly string[];
  /** Only the members of a group can, which may well be meant. */
  readonly isOfGroup: boolean;
}

/** A held kernel lock. Any death of the process frees it. */
export interface HeldLock {
  /** Gives the lock back; a second call does nothing. */
  release(): void;
}

/** Who holds a lock, as the holder wrote it. */
export interface LockHolder {
  readonly pid: number;
  readonly command: string;
  /** ISO time. */
  readonly since: string;
}

/**
 * The one door to the machine: everything that runs a process or touches a file goes through it.
 * Paths are absolute. Readers answer undefined (or an empty list) for what does not exist and
 * throw a PhoenixError for what cannot be read.
 */
export interface Host {
  read(path: string): string | undefined;
  /** The same of the file that `write` would replace: nothing that others have linked there is read. */
  readInPlace(path: string): string | undefined;
  /** At most `length` bytes of a file from `offset` on; fewer only at its end. */
  readPiece(path: string, offset: number, length: number): Uint8Array | undefined;
  list(directory: string): readonly string[];
  /**
   * Texts of the plain files, of at most so many bytes, in a directory below a root that somebody else
   * rules, by name. No link below that root is followed.
   */
  filesBelow(root: string, directory: string, most: number): ReadonlyMap<string, string>;
  info(path: string): FileInfo | undefined;
  exists(path: string): boolean;
  /**
   * Who else than root can change what a path leads to; undefined when nobody can, when nothing is there,
   * and where we are not root: then nothing is done that they could not do themselves.
   */
  exposed(path: string): Exposure | undefined;
  /** Hex SHA-256 of a file. */
  hash(path: string): string | undefined;
  /** Absolute path of a program on PATH. */
  program(name: string): string | undefined;
  /**
   * Runs a program that only reads; never rejects for its exit status. `timeout` in seconds;
   * `input` is text for its standard input, which is empty without.
   */
  query(
    argv: readonly string[],
    options?: { timeout?: number; input?: string },
  ): Promise<QueryResult>;
  /** Runs a program in a session of its own, output to a file; it outlives a death of ours. */
  run(command: ChangeCommand): Promise<CommandResult>;
  /**
   * Writes a whole file atomically (temporary file beside it, fsync, rename). A file that is replaced
   * hands on its owner unless one is named. As everything that changes a path, it goes through no link
   * that others than root can change, and throws where Phoenix's own directories are open to others.
   */
  write(path: string, content: string, mode?: number, owner?: Owner): void;
  /** Gives a file another name of the same file system, atomically; one of that name is replaced. */
  rename(from: string, to: string): void;
  /**
   * Takes a path for a program that writes there by itself: an empty file is made, one of ours stays as it
   * is. Throws where others could exchange it.
   */
  reserve(path: string): void;
  /** Makes a directory with its parents, and gives it that mode and owner when it has others. */
  makeDirectory(path: string, mode: number, owner?: Owner): void;
  /** Removes a file or a whole tree; nothing happens when it is not there. */
  remove(path: string): void;
  /** Covers the secrets that this process knows in a file, byte by byte, while others may add to it. */
  cover(path: string): void;
  append(path: string, text: string, mode?: number): void;
  /** Makes an empty directory for this process alone (mode 0700) and answers its path. */
  temporaryDirectory(): string;
  /**
   * Takes an exclusive flock(2); undefined when somebody holds it. With `holder` that is written
   * into the file for others to read; Proxmox's own lock files are taken without.
   */
  tryLock(path: string, holder?: LockHolder): HeldLock | undefined;
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(seconds: number, abort?: AbortSignal): Promise<void>;
}
