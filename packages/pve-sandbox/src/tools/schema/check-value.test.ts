import { expect, test } from 'vitest';
import { checkValue } from './check-value.ts';
import { optionSchema, programs } from './tables.ts';

const set = programs.pct.set;
const check = (name: string, value: string) => {
  const schema = set === undefined ? undefined : optionSchema(set, name);
  return schema === undefined ? 'unknown' : checkValue(schema, value, name);
};

test.each([
  ['memory', 'lots', "type check ('integer') failed - got 'lots'"],
  ['memory', '8', 'value must have a minimum value of 16'],
  ['hostname', 'bad_host', 'invalid format - value does not look like a valid DNS name\n'],
  [
    'net0',
    'bridge=vmbr0',
    'invalid format - format error\nnet0.name: property is missing and it is not optional\n',
  ],
  [
    'net0',
    'garbage',
    'invalid format - value without key, but schema does not define a default key\n',
  ],
  [
    'net0',
    'name=eth0,ip=10.0.0.1',
    'invalid format - format error\nnet0.ip: invalid format - value does not look like a valid ipv4 network configuration\n\n',
  ],
  [
    'features',
    'nesting=2',
    "invalid format - format error\nfeatures.nesting: type check ('boolean') failed - got '2'\n",
  ],
  [
    'arch',
    'x86',
    "value 'x86' does not have a value in the enumeration 'amd64, i386, arm64, armhf, riscv32, riscv64'",
  ],
  ['tags', 'a b!', 'invalid format - invalid characters in tag\n'],
  ['net32', 'name=eth0', 'unknown'],
  ['net05', 'name=eth0', 'unknown'],
])('%s %s', (name, value, wrong) => {
  expect(check(name, value)).toBe(wrong);
});

test.each([
  ['net31', 'name=eth0,bridge=vmbr0,ip=dhcp,ip6=auto,firewall=yes'],
  ['mp255', 'tank:8,mp=/data,backup=1'],
  ['mp0', '/srv/x,mp=/x,ro=1'],
  ['dev0', '/dev/nvidia0,mode=0666'],
  ['startup', 'order=2,up=5,down=10'],
  ['nameserver', '1.1.1.1 9.9.9.9'],
  ['features', 'mount=nfs;cifs,nesting=1'],
])('%s %s is fine', (name, value) => {
  expect(check(name, value)).toBeUndefined();
});
