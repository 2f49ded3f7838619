/**
 * What makes a Proxmox program stop: its words for stderr (without the last newline) and its exit
 * code. The same refusal has different codes in different commands, so each place says its own.
 */
export class Refusal extends Error {
  readonly exit: number;

  constructor(message: string, exit = 255) {
    super(message);
    this.name = 'Refusal';
    this.exit = exit;
  }
}

/** The words of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
