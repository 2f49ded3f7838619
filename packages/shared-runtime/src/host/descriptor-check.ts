import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const OWN = '/proc/self';

/**
 * True when a descriptor was inherited for writing. Node keeps pipes and other things of its own
 * on low numbers: a text written into one of those ends the process with a segmentation fault.
 */
export function isInheritedForWriting(descriptor: number): boolean {
  const target = targetOf(String(descriptor));
  if (target === undefined || target.startsWith('anon_inode:')) return false;
  if (accessOf(String(descriptor)) === 'read') return false;
  if (!target.startsWith('pipe:')) return true;
  // Of a pipe between us and somebody else we have one end, of Node's own we have both.
  return !readdirSync(`${OWN}/fd`).some(
    (other) => targetOf(other) === target && accessOf(other) === 'read',
  );
}

/** Whether a descriptor is a socket, as the channel between two processes of Node is. */
export function isSocket(descriptor: number): boolean {
  return targetOf(String(descriptor))?.startsWith('socket:') === true;
}

function targetOf(descriptor: string): string | undefined {
  try {
    return readlinkSync(`${OWN}/fd/${descriptor}`);
  } catch {
    return undefined;
  }
}

function accessOf(descriptor: string): 'read' | 'write' {
  try {
    const info = readFileSync(`${OWN}/fdinfo/${descriptor}`, 'utf8');
    const flags = Number.parseInt(/^flags:\s*([0-7]+)$/m.exec(info)?.[1] ?? '1', 8);
    return (flags & 3) === 0 ? 'read' : 'write';
  } catch {
    return 'read';
  }
}
