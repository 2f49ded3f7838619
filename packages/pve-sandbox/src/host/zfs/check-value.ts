import { Failure } from '../failure.ts';
import type { Dataset } from './pools.ts';
import { isUserProperty, type Property, propertyOf } from './properties.ts';
import { parseBytes } from './sizes.ts';

const synonyms: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  acltype: { noacl: 'off', disabled: 'off', posixacl: 'posix' },
  xattr: { on: 'sa' },
};

/**
 * A value for a property of a dataset, as ZFS keeps it: numbers in bytes, each word by its own name.
 * @throws Refusal in the words of libzfs, without what comes before the colon
 */
export function checkedValue(
  name: string,
  value: string,
  type: Dataset['type'],
  isNew: boolean,
): string {
  if (isUserProperty(name)) return value;
  const property = propertyOf(name);
  if (property === undefined) throw new Failure(`invalid property '${name}'`);
  if (property.initial === undefined || (property.once === true && !isNew)) {
    throw new Failure(`'${name}' is readonly`);
  }
  if (!property.of.includes(type)) {
    throw new Failure(`'${name}' does not apply to datasets of this type`);
  }
  return normalised(name, value, property);
}

function normalised(name: string, value: string, property: Property): string {
  switch (property.kind) {
    case 'words':
      return word(name, value, property);
    case 'none':
      return value === 'none' ? '0' : `${parseBytes(value)}`;
    case 'bytes':
      return `${bytes(name, value)}`;
    default:
      return name === 'mountpoint' ? mountPoint(value) : value;
  }
}

function word(name: string, value: string, { values = '', accepts }: Property): string {
  const meant = synonyms[name]?.[value] ?? value;
  const isFine = accepts?.test(meant) ?? values.split(' | ').includes(meant);
  if (!isFine) throw new Failure(`'${name}' must be one of '${values}'`);
  return meant;
}

function bytes(name: string, value: string): number {
  const size = parseBytes(value);
  const isPower = size >= 512 && size <= 2 ** 24 && Number.isInteger(Math.log2(size));
  switch (name) {
    case 'recordsize':
      if (!isPower) throw new Failure("'recordsize' must be power of 2 from 512B to 16M");
      break;
    case 'volblocksize':
      if (!isPower) throw new Failure("'volblocksize' must be power of 2 from 512B to 16M");
      break;
    case 'special_small_blocks':
      if (size !== 0 && (!isPower || size > 2 ** 20)) {
        throw new Failure(
          `invalid 'special_small_blocks=${size}' property: must be zero or a power of 2 from 512B to 1M`,
        );
      }
      break;
    case 'volsize':
      if (size === 0) throw new Failure("'volsize' cannot be zero");
      break;
    default:
  }
  return size;
}

function mountPoint(value: string): string {
  if (/^(?:none|legacy)$/.test(value)) return value;
  if (!value.startsWith('/')) {
    throw new Failure("'mountpoint' must be an absolute path, 'none', or 'legacy'");
  }
  return value.length > 1 ? value.replace(/\/+$/, '') : value;
}
