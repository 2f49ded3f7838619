import type { Look } from '../setup/step.ts';

/**
 * The address by which the host is reached: the declared one, else the one that /etc/hosts has for
 * its name; undefined when neither is there.
 */
export function ownAddress(host: Pick<Look, 'read'>, declared?: string): string | undefined {
  if (declared !== undefined) return declared.split('/')[0];
  const name = host.read('/etc/hostname')?.trim() ?? '';
  for (const line of (host.read('/etc/hosts') ?? '').split('\n')) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (names.includes(name) && !address.startsWith('127.') && address !== '::1') return address;
  }
  return undefined;
}
