import type { VmConf } from '../../state/vm-conf.ts';

const recorded =
  /^(?:name|net\d+|ipconfig\d+|ciuser|cipassword|citype|ciupgrade|cicustom|nameserver|searchdomain|sshkeys)$/;

/**
 * Notes what a running machine's drive still holds where a setting has changed since it was made,
 * in `[special:cloudinit]`: the former value, or the key among `added`.
 */
export function recordCloudInit(
  { cloudInit }: VmConf,
  key: string,
  before: string | undefined,
  after: string | undefined,
): void {
  if (!recorded.test(key) || (before === undefined && after === undefined)) return;
  const added = new Set((cloudInit.get('added') ?? '').split(',').filter((name) => name !== ''));
  const known = cloudInit.get(key);
  if (known !== undefined) {
    if (after === known) cloudInit.delete(key);
  } else if (added.has(key)) {
    if (after === undefined) added.delete(key);
  } else if (before === undefined) added.add(key);
  else cloudInit.set(key, before);
  if (added.size > 0) cloudInit.set('added', [...added].sort().join(','));
  else cloudInit.delete('added');
}
