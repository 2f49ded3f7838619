import { Refusal } from '../../state/refusal.ts';
import { contentTypes, enabledStorage } from '../../state/storage-cfg.ts';
import { out } from '../../state/talk.ts';
import type { Handler } from '../cli/dispatch.ts';
import { otherRows } from '../pvesm/list.ts';

/** `pveam list` */
export const list: Handler = ({ params }) => {
  const store = enabledStorage(params.get('storage') ?? '');
  if (!contentTypes(store).includes('vztmpl')) {
    throw new Refusal('Storage does not support templates!');
  }
  out(`${'NAME'.padEnd(60)} ${'SIZE'.padEnd(6)}\n`);
  for (const { volid, type, size } of otherRows(store).sort((a, b) =>
    a.volid < b.volid ? -1 : 1,
  )) {
    if (type === 'vztmpl') out(`${volid.padEnd(60)} ${(size / 2 ** 20).toFixed(2)}MB\n`);
  }
};
