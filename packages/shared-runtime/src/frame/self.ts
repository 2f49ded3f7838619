/** Argv that starts this executable again: itself when it is a single file, or Node and its script. */
export function selfArgv(): readonly string[] {
  const { execPath, argv } = process;
  return process.getBuiltinModule('node:sea').isSea() ? [execPath] : [execPath, argv[1] ?? ''];
}
