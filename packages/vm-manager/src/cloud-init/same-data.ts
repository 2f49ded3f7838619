import { isDeepStrictEqual } from 'node:util';
import { parseDocument } from 'yaml';

/**
 * Whether two files of cloud-init say the same, however they are written. Every other text makes
 * the guest a new instance at its next start, so one that only looks different is left alone.
 */
export function sameData(one: string, other: string): boolean {
  if (one === other) return true;
  const [first] = one.split('\n');
  const [second] = other.split('\n');
  if (first !== second && (isCloudConfig(first) || isCloudConfig(second))) return false;
  const read = (text: string) => parseDocument(text, { version: '1.1' });
  const [left, right] = [read(one), read(other)];
  if (left.errors.length > 0 || right.errors.length > 0) return false;
  return isDeepStrictEqual(left.toJS(), right.toJS());
}

function isCloudConfig(line: string | undefined): boolean {
  return line === '#cloud-config';
}
