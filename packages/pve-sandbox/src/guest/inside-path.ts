import { lstatSync, readlinkSync } from 'node:fs';
import { isAbsolute, join, normalize } from 'node:path';

const MOST_LINKS = 40;

/**
 * Where a guest's absolute path lies on the host, with the guest's own links followed inside of its
 * tree, as the guest itself would: a link to /etc leads to the guest's /etc, never to the host's.
 * @throws Error for links that go round in a circle
 */
export function insidePath(tree: string, path: string): string {
  const pending = normalize(`/${path}`).split('/').filter(Boolean);
  let done: string[] = [];
  for (let links = 0; pending.length > 0; ) {
    const part = pending.shift() ?? '';
    if (part === '..') {
      done.pop();
      continue;
    }
    const here = join(tree, ...done, part);
    const isLink = lstatSync(here, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
    if (isLink && ++links > MOST_LINKS) throw new Error(`too many links in '${path}'`);
    if (!isLink) {
      done.push(part);
      continue;
    }
    const target = readlinkSync(here);
    if (isAbsolute(target)) done = [];
    pending.unshift(...target.split('/').filter((word) => word !== '' && word !== '.'));
  }
  return join(tree, ...done);
}
