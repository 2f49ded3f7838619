import { expect, test } from 'vitest';
import { optionsOf, parseInterfaces } from './interfaces-file.ts';

const read = (files: Record<string, string>) =>
  parseInterfaces(
    'main',
    (path) => files[path],
    () => Object.keys(files).filter((one) => one !== 'main'),
  );

test('interfaces, their options and sourced files', () => {
  const { interfaces, errors } = read({
    main: 'auto lo\niface lo inet loopback\n\nauto vmbr0\niface vmbr0 inet static\n\taddress 10.0.0.13/24\n\tbridge_ports eno1\nsource more/*\n',
    'more/a': 'iface eno2 inet manual\n',
  });
  expect(errors).toEqual([]);
  expect(interfaces.map(({ name, auto, method }) => [name, auto, method])).toEqual([
    ['lo', true, 'loopback'],
    ['vmbr0', true, 'static'],
    ['eno2', false, 'manual'],
  ]);
  const bridge = interfaces[1];
  expect(bridge && optionsOf(bridge, 'bridge-ports')).toEqual(['eno1']);
});

test.each([
  ['words\n', "error: main: line1: error processing line 'words'"],
  ['iface a inet static\n\taddress\n', "error: main: line2: iface a: invalid syntax 'address'"],
  [
    '\niface a inet nonsense\n',
    "error: main: line2: iface a: unsupported address family or method 'inet nonsense'",
  ],
])('%j is refused with its line', (main, error) => expect(read({ main }).errors).toEqual([error]));
