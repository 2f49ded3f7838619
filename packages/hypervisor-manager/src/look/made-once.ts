import { type Operation, sha256, type WriteOperation } from '@phoenix/shared-runtime';
import type { Look } from '../setup/step.ts';

/** Below it is noted with which content something was done that leaves nothing to be seen. */
const RECORDS = '/var/lib/phoenix/setup';

/** The hash of the content with which something was done last; undefined when it never was. */
export function recorded(host: Pick<Look, 'read'>, name: string): string | undefined {
  return host.read(`${RECORDS}/${name}`)?.trim();
}

/** Hash of a content, as records have it. */
export function contentHash(...texts: readonly string[]): string {
  return sha256(texts.join('\0'));
}

/** Operations and the note that they were done with that content: a run may be killed in between. */
export function andRecord(
  name: string,
  hash: string,
  operations: readonly Operation[],
): Operation[] {
  const record: WriteOperation = {
    id: `remember ${name}`,
    cause: `${name} is done`,
    write: `${RECORDS}/${name}`,
    content: `${hash}\n`,
  };
  return [...operations, record];
}
