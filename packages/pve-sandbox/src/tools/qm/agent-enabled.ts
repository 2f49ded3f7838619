import { storedVmSchema } from '../schema/check-stored.ts';
import { parseProperties } from '../schema/check-value.ts';

/** Whether settings say that the machine has a guest agent. */
export function agentEnabled(values: ReadonlyMap<string, string>): boolean {
  const { values: parts } = parseProperties(
    values.get('agent') ?? '',
    storedVmSchema('agent')?.properties ?? {},
  );
  return parts.get('enabled') === '1';
}
