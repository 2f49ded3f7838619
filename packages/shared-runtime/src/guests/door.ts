/**
 * How a command gets into a guest, and how a file does. Containers have `pct` for both; for VMs
 * vm-manager itself does it, so that an operation stays one host command for both kinds.
 */
export interface Door {
  /** What a person knows the program by, in messages: `pct`, `vm-manager`. */
  readonly program: string;
  /** How it is started. */
  readonly self: readonly [string, ...string[]];
  /** The command line that runs these words in the guest; its input is that of the command. */
  exec(id: number, ...command: string[]): [string, ...string[]];
  /** The command line that puts a file of the host into the guest, with that mode (`0700`). */
  push(id: number, source: string, destination: string, mode: string): [string, ...string[]];
}

/** The door that a program is; `self` is how it is started where that is more than its name. */
export function doorOf(program: string, self: readonly [string, ...string[]] = [program]): Door {
  return {
    program,
    self,
    exec: (id, ...command) => [...self, 'exec', `${id}`, '--', ...command],
    push: (id, source, destination, mode) => [
      ...self,
      'push',
      `${id}`,
      source,
      destination,
      '--perms',
      mode,
    ],
  };
}
