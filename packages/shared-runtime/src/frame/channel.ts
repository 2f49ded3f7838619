import { writeDescriptor } from '../host/descriptor.ts';
import { isSocket } from '../host/descriptor-check.ts';
import { usageError } from './usage-error.ts';

/**
 * Ends the process (64) where NODE_CHANNEL_FD named no channel of a Node above us: by now Node reads from
 * a descriptor of its own instead, and would neither go on nor obey a signal.
 */
export function refuseFalseChannel(): void {
  const { channel } = process as { channel?: { fd?: number } | null };
  if (typeof channel?.fd !== 'number' || isSocket(channel.fd)) return;
  const { message, hint, exit } = usageError(
    `cannot start: NODE_CHANNEL_FD names descriptor ${channel.fd}, which is no channel`,
    'type unset NODE_CHANNEL_FD, then the same command again',
  );
  writeDescriptor(2, `error: ${message}\nhint: ${hint}\n`);
  process.exit(exit);
}
