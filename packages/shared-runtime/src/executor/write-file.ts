import { PhoenixError } from '../errors.ts';
import type { Host } from '../host/host.ts';
import type { BlockOperation, WriteOperation } from '../operation.ts';
import type { ExecutionContext } from './context.ts';
import { attempted, lastLines } from './failure.ts';
import { withBlock } from './marked-block.ts';
import { ownerOf } from './owner-of.ts';

/** Below it files of the host are kept as they were before they were first changed. */
const ORIGINALS = '/var/lib/phoenix/originals';

/** Where a file is kept as it was before the first change. */
export function originalOf(path: string): string {
  return `${ORIGINALS}${path}`;
}

/** Writes a file, or a block of one, after its own program has found the content good. */
export async function writeFile(
  operation: WriteOperation | BlockOperation,
  context: ExecutionContext,
): Promise<void> {
  const { host } = context;
  const { write: path, mode } = operation;
  // In place: what others have linked there would be shown to whoever owns the file.
  const isKept = 'block' in operation || operation.keep === true;
  const before = isKept ? host.readInPlace(path) : undefined;
  const content =
    'block' in operation ? withBlock(before ?? '', operation.block) : operation.content;
  await judge(operation, content, context);
  if (operation.keep && before !== undefined) keep(path, before, host);
  const owner = operation.owner === undefined ? undefined : ownerOf(host, operation.owner, path);
  host.write(path, content, mode ?? host.info(path)?.mode, owner);
}

/** Only the first time: later contents are ours. */
function keep(path: string, content: string, host: Host): void {
  const original = originalOf(path);
  if (host.exists(original)) return;
  host.makeDirectory(ORIGINALS, 0o700);
  host.write(original, content, 0o600);
}

/** What a program complains of, where it says so among much else. */
function complaints(output: string): string {
  const lines = output.split('\n').filter((line) => /\b(?:error|invalid|unknown)\b/i.test(line));
  return lastLines(lines.length === 0 ? output : lines.join('\n'));
}

async function judge(
  operation: WriteOperation | BlockOperation,
  content: string,
  context: ExecutionContext,
): Promise<void> {
  const { verify, write: path } = operation;
  if (verify === undefined) return;
  const { host, guest } = context;
  const directory = host.temporaryDirectory();
  const file = `${directory}/${path.slice(path.lastIndexOf('/') + 1)}`;
  try {
    host.write(file, content, 0o600);
    const argv = verify.map((word) => (word === '{}' ? file : word));
    const { exit, output } = await host.query(argv);
    if (exit === 0) return;
    const said = complaints(output).replaceAll(file, path);
    throw new PhoenixError(
      `${attempted(operation, guest)}: ${verify[0]} refuses the new ${path}; it stays as it was`,
      {
        output: said,
        hint: 'it says that of the content which --dry-run shows: correct what is declared',
      },
    );
  } finally {
    host.remove(directory);
  }
}
