import { type Host, PhoenixError } from '@phoenix/shared-runtime';

/** How the doctor looks at a host: what cannot be read, or run, is as if it were not there. */
export type CarefulLook = Pick<
  Host,
  'read' | 'list' | 'info' | 'exists' | 'hash' | 'readPiece' | 'program' | 'query' | 'now'
>;

/** A look at a host that never ends with a complaint. */
export function careful(host: Host): CarefulLook {
  return {
    read: (path) => orElse(() => host.read(path), undefined),
    list: (path) => orElse(() => host.list(path), []),
    info: (path) => orElse(() => host.info(path), undefined),
    exists: (path) => orElse(() => host.exists(path), false),
    hash: (path) => orElse(() => host.hash(path), undefined),
    readPiece: (path, offset, length) =>
      orElse(() => host.readPiece(path, offset, length), undefined),
    program: (name) => host.program(name),
    now: () => host.now(),
    async query(argv, options) {
      try {
        return await host.query(argv, options);
      } catch (error) {
        if (!(error instanceof PhoenixError)) throw error;
        return { exit: error.exit, output: error.message, stdout: '', timedOut: false };
      }
    },
  };
}

function orElse<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    return otherwise;
  }
}
