import { describe, expect, it } from 'vitest';
import { findKeys, keyNames } from './find-keys.ts';

const found = (word: string) => findKeys(word).keys.map(({ key }) => key);

describe('findKeys', () => {
  it.each([
    ['timezone', ['timezone']],
    [
      'memory_mb',
      [
        'lxc_configs.<id>.memory_mb',
        'vm_defaults.memory_mb',
        'vm_defaults.memory_mb',
        'vms[].memory_mb',
      ],
    ],
    ['lxc_configs.950.memory_mb', ['lxc_configs.<id>.memory_mb']],
    ['lxc_configs.<id>.health_check.retries', ['lxc_configs.<id>.health_check.retries']],
    ['vms[3].network_config.ip', ['vms[].network_config.ip']],
    ['zfs.pools', ['zfs.pools']],
    ['950', []],
    ['', []],
    ['nonsense', []],
  ])('%s', (word, keys) => {
    expect(found(word)).toEqual(keys);
  });
  it('knows other names, and the nearest one', () => {
    expect(findKeys('ram')).toMatchObject({ calledHere: 'memory_mb' });
    expect(found('ram')).toEqual(found('memory_mb'));
    expect(findKeys('memroy_mb')).toEqual({ keys: [], close: 'memory_mb' });
  });
});

it('tells of each key what it becomes, what holds without it, and gives an example', () => {
  const [key] = findKeys('lxc_configs.memory_mb').keys;
  expect(key).toMatchObject({ absent: 'required', becomes: 'pct set ID --memory', example: 1024 });
  expect(findKeys('lxc_configs.boot_order').keys[0]?.becomes).toBe('pct set ID --startup order=');
  expect(findKeys('vms.is_template').keys[0]?.becomes).toBe('qm template');
  expect(findKeys('timezone').keys[0]?.becomes).toBeUndefined();
});

it('has every name once', () => {
  const names = keyNames().map(([name]) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain('memory_mb');
});
