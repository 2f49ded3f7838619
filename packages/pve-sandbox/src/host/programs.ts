/** Answers as a program of the host that is none of Proxmox's. */
export async function runHostProgram(_name: string, _args: readonly string[]): Promise<number> {
  return 0;
}
