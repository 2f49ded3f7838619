import { describe, expect, test } from 'vitest';
import { container, load, machine, told } from './testing/world.ts';

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

  test('is told where it stands as a key that nobody knows', () => {
    const odd = JSON.parse(`{"${name}":{"a":1}}`);
    const { diagnostics } = load({
      hypervisor: odd,
      lxc: { 300: { ...container(), [name]: 1 } },
      vms: [{ ...machine(), [name]: 1 }],
    });
    const what =
      name === '__proto__' ? /the name holds "__proto__"/ : /is no key that Phoenix knows/;
    const all = diagnostics.filter(({ message }) => what.test(message));
    expect(all.map(({ where }) => where?.file)).toEqual([
      '/p/etc/phoenix_hypervisor_config.json',
      '/p/etc/phoenix_lxc_configs.json',
      '/p/etc/phoenix_vm_configs.json',
    ]);
  });
});

test.each([
  ['a suite', '{"tests":{"__proto__":{"isAdmin":true}}}'],
  ['a suite that is sound', '{"tests":{"__proto__":[]}}'],
  ['an integration test', '{"integration_tests":{"__proto__":1}}'],
  ['data of others', '{"vllm_parameters":{"a":{"__proto__":1}}}'],
  ['a name that is escaped', '{"tests":{"\\u005f_proto__":1}}'],
])('__proto__ as the name of %s is refused in its place', (_, changes) => {
  const { diagnostics } = load({ lxc: { 300: container(JSON.parse(changes)) } });
  expect(diagnostics.map(({ severity, message, hint }) => [severity, message, hint])).toEqual([
    [
      'error',
      expect.stringMatching(/^guest 300: \S+: the name holds "__proto__", which readers of JSON/),
      'take another name',
    ],
  ]);
  expect(diagnostics[0]?.sourceLine).toContain('proto__');
});

test('an item that is no text, and cannot become one, is told beside those that are', () => {
  const dependencies = [{ toString: 1 }, [987], 987];
  const { diagnostics } = load({ lxc: { 300: container({ dependencies }) } });
  expect(diagnostics.map(told)).toEqual([
    'error invalid-value lxc:17:5 guest 300: dependencies[0] is an object, but must be a guest id from 100 to 999999999, like 950 or "950"',
    'error invalid-value lxc:20:5 guest 300: dependencies[1] is a list, but must be a guest id from 100 to 999999999, like 950 or "950"',
    'error unknown-guest lxc:23:5 guest 300: dependencies names 987, which is not declared: /p/etc/phoenix_vm_configs.json does not exist',
  ]);
});
