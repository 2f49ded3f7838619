import type { Declared } from '@phoenix/shared-config';
import type { Host } from '../../host/host.ts';
import { parseConf } from '../../pve/conf.ts';
import type { Kind } from '../kind.ts';
import { readStorages } from '../observe/facts.ts';
import { runningGuests } from '../observe/observe.ts';
import { HOST } from '../paths.ts';
import type { Found, Wording } from './words.ts';

/** Looks at guests, declared or not; one that went in the meantime is passed over. */
export async function findGuests(
  kind: Kind,
  { files }: Wording,
  { host, declared }: { readonly host: Host; readonly declared: Declared },
  ids: readonly number[],
): Promise<Omit<Found, 'known'>[]> {
  if (ids.length === 0) return [];
  const running = await runningGuests(host, kind);
  const storages = readStorages(host);
  return ids.flatMap((id) => {
    const text = host.read(kind.conf(id));
    if (text === undefined) return [];
    const one = { id, conf: parseConf(text), declared, storages };
    const firewall = host.read(HOST.firewall(id));
    const texts = new Map<string, string>();
    for (const path of files(one)) {
      const content = host.read(path);
      if (content !== undefined) texts.set(path, content);
    }
    return [
      { ...one, running: running.has(id), ...(firewall === undefined ? {} : { firewall }), texts },
    ];
  });
}
