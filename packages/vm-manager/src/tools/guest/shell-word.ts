/** A word that every POSIX shell reads as this very text, whatever is in it. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A command line for `eval` in a guest, as base64: what passes the agent's way is ASCII. */
export function encodeCommand(command: readonly string[]): string {
  return Buffer.from(command.map(shellWord).join(' ')).toString('base64');
}
