import { expect, it } from 'vitest';
import { snippetFile } from './snippet-files.ts';
import { cicustom, isOfAnother, isOurs } from './snippets.ts';

const user = (id: number) => `user=local:snippets/phoenix-${id}-user-data.yml`;

it('whose snippet it is', () => {
  expect([isOurs(1, user(1)), isOfAnother(1, user(1))]).toEqual([true, false]);
  expect([isOurs(1, user(12)), isOfAnother(1, user(12))]).toEqual([false, true]);
  expect([isOurs(1, user(12)), isOurs(2, user(12))]).toEqual([false, false]);
  expect(isOfAnother(1, 'user=local:snippets/my-phoenix-2-user-data.yml')).toBe(false);
  expect(isOfAnother(1, 'user=local:snippets/phoenix-2-user-data.yml.old')).toBe(false);
  expect(isOfAnother(1, 'user=local:snippets/phoenix-x-user-data.yml')).toBe(false);
  expect([isOurs(1, undefined), isOfAnother(1, undefined)]).toEqual([false, false]);
});

it('what others set of cicustom stays', () => {
  const snippet = {
    part: 'user',
    name: 'user-data',
    path: '/p',
    volume: 'a:b',
    content: '',
  } as const;
  expect(cicustom([snippet], 'vendor=x:y,user=old')).toBe('vendor=x:y,user=a:b');
  expect(cicustom([snippet], undefined)).toBe('user=a:b');
});

it('the file that it names', () => {
  const storages = new Map([
    ['local', { id: 'local', path: '/var/lib/vz' }],
  ]) as unknown as Parameters<typeof snippetFile>[1];
  expect(snippetFile('user=local:snippets/a.yml', storages)).toBe('/var/lib/vz/snippets/a.yml');
  expect(snippetFile('user=other:snippets/a.yml', storages)).toBeUndefined();
  expect(snippetFile('user=local', storages)).toBeUndefined();
  expect(snippetFile(undefined, storages)).toBeUndefined();
});
