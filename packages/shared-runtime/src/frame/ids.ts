import { usageError } from './usage-error.ts';

/** Proxmox's own range of guest ids. */
const LEAST = 100;
const MOST = 999_999_999;

/** A guest id as typed; throws a usage error (64) for every other spelling of a number. */
export function parseId(word: string): number {
  const name = JSON.stringify(word);
  if (!/^[0-9]+$/.test(word)) {
    throw usageError(`${name} is no guest id`, 'ids are numbers; phoenix takes names as well');
  }
  if (word.startsWith('0')) {
    const plain = word.replace(/^0+/, '');
    throw usageError(
      `${name} is no guest id: ids have no leading zero`,
      plain === '' ? 'phoenix status lists the guests' : `type ${plain}`,
    );
  }
  const id = Number(word);
  if (id < LEAST || id > MOST) {
    throw usageError(
      `${name} is no guest id: Proxmox counts them from ${LEAST} to ${MOST}`,
      'phoenix status lists the guests',
    );
  }
  return id;
}
