import { describe, expect, test } from 'vitest';
import { container, load, machine } from './testing/world.ts';

// What every object of JavaScript has by these names must not be taken for something that is known.
describe.each(['constructor', 'toString', 'valueOf', '__proto__'])('%s', (name) => {
  const said = (written: Parameters<typeof load>[0]) =>
    load(written).diagnostics.map(({ message, hint }) => `${message} | ${hint}`);

  test('is no feature of pct', () => {
    const pct_options = [`${name}=1`];
    expect(said({ lxc: { 300: container({ pct_options }) } })).toEqual([
      expect.stringMatching(/pct_options\[0\] (?:names no feature of pct|is ".*", but must be)/),
    ]);
  });

  test('is no setting of a VM', () => {
    expect(said({ vms: [machine({ qm_options: [`--${name} 1`] })] })).toEqual([
      expect.stringContaining(`sets ${name}, which is no setting of a VM: left out | `),
    ]);
  });

  test('is an unknown key of each file', () => {
    const odd = JSON.parse(`{"${name}":{"a":1}}`);
    const all = said({
      hypervisor: odd,
      lxc: { 300: { ...container(), [name]: 1 } },
      vms: [{ ...machine(), [name]: 1 }],
    });
    expect(all.filter((one) => one.includes('is no key that Phoenix knows'))).toHaveLength(3);
  });
});
