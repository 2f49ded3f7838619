import { expect, it } from 'vitest';
import { namesAt, withHost } from './hosts-file.ts';

const NAMES = { short: 'pve', full: 'pve.lab' };
const edited = (text: string, former = 'pve') => withHost(text, '10.0.0.13', NAMES, former);

it.each([
  ['is right', '10.0.0.13 pve.lab pve\n', '10.0.0.13 pve.lab pve\n'],
  ['is right, written in another way', '10.0.0.13\tpve.lab  pve # x\n', undefined],
  ['lacks the full name', '10.0.0.13 pve\n', '10.0.0.13 pve.lab pve\n'],
  ['has them in another order', '10.0.0.13 pve pve.lab\n', '10.0.0.13 pve.lab pve\n'],
  ['has others beside', '10.0.0.13 www pve mail\n', '10.0.0.13 pve.lab pve www mail\n'],
  ['has a remark', '10.0.0.13 pve # own\n', '10.0.0.13 pve.lab pve # own\n'],
  ['is there twice', '10.0.0.13 pve\n10.0.0.13 b\n', '10.0.0.13 pve.lab pve\n10.0.0.13 b\n'],
  ['is not there', '10.0.0.9 other\n', '10.0.0.9 other\n10.0.0.13 pve.lab pve\n'],
  ['is not there, no line end', '10.0.0.9 other', '10.0.0.9 other\n10.0.0.13 pve.lab pve\n'],
  ['is only a remark', '#10.0.0.13 pve\n', '#10.0.0.13 pve\n10.0.0.13 pve.lab pve\n'],
  ['is of an empty file', '', '10.0.0.13 pve.lab pve\n'],
])('the line of the own address %s', (_, before, after = before) => {
  expect(edited(before)).toBe(after);
});

it.each([
  ['127.0.1.1 pve', ''],
  ['127.0.1.1 pve.lab pve # x', ''],
  ['127.0.0.1 localhost pve box # x', '127.0.0.1 localhost box # x\n'],
  ['::1 pve ip6-localhost ip6-loopback', '::1 ip6-localhost ip6-loopback\n'],
  ['::1 localhost ip6-localhost', '::1 localhost ip6-localhost\n'],
  ['127.0.0.1  localhost   box', '127.0.0.1  localhost   box\n'],
  ['10.127.0.1 pve', '10.127.0.1 pve\n'],
])('no loopback names the host: %j', (line, kept) => {
  expect(edited(`${line}\n10.0.0.13 pve.lab pve\n`)).toBe(`${kept}10.0.0.13 pve.lab pve\n`);
});

it('the former names go, wherever they stand', () => {
  expect(edited('127.0.1.1 old\n10.0.0.13 old.home old www older\n', 'old')).toBe(
    '10.0.0.13 pve.lab pve www older\n',
  );
  expect(edited('127.0.0.1 localhost\n10.0.0.13 x\n', 'localhost')).toContain('localhost');
});

it('one without a domain has one name', () => {
  const names = { short: 'pve', full: 'pve' };
  expect(withHost('', '10.0.0.13', names, 'pve')).toBe('10.0.0.13 pve\n');
});

it('names of an address', () => {
  const text = '# 10.0.0.1 no\n 10.0.0.1\ta  b # c\n10.0.0.1 d\n';
  expect(namesAt(text, '10.0.0.1')).toEqual(['a', 'b']);
  expect(namesAt(text, '10.0.0.2')).toBeUndefined();
});
