import { expect, it } from 'vitest';
import { aGuest } from './fixtures.ts';
import { afterEdit, editOperation, rawEdit, wantedLines } from './raw-lines.ts';

const line = (key: string, value: string) => ({ key, value });

it('lines stand once, capabilities one by one', () => {
  const lines = wantedLines({
    ...aGuest(950),
    apparmor_profile: 'unconfined',
    apparmor_manages_nesting: true,
    lxc_options: [
      line('lxc.cap.drop', ' a, b  a'),
      line('lxc.cap.keep', 'c,d'),
      line('lxc.environment', 'A=1 2'),
      line('lxc.environment', 'A=1 2'),
      line('lxc.environment', ''),
      line('lxc.apparmor.profile', 'other'),
      line('lxc.mount.auto', 'x'),
      line('lxc.mount.auto', 'y'),
    ],
  });
  expect(lines.map(({ key, value }) => `${key}=${value}`)).toEqual([
    'lxc.apparmor.profile=unconfined',
    'lxc.cap.drop=a',
    'lxc.cap.drop=b',
    'lxc.cap.keep=c',
    'lxc.cap.keep=d',
    'lxc.environment=A=1 2',
    'lxc.mount.auto=x',
  ]);
});

it.each(['unconfined', 'generated', 'unchanged'])('%s needs no nesting of ours', (profile) => {
  const guest = { ...aGuest(950), apparmor_profile: profile, apparmor_manages_nesting: true };
  expect(wantedLines(guest)).toEqual([line('lxc.apparmor.profile', profile)]);
});

it.each(['lxc.signal.halt', 'lxc.init.cmd', 'lxc.apparmor.allow_nesting', 'lxc.cap.keep'])(
  'a declared %s takes the place of what is there, and nothing else',
  (key) => {
    const guest = { ...aGuest(950), lxc_options: [line(key, 'new')] };
    const current = [line(key, 'old'), line('lxc.environment', 'old'), line(key, 'new')];
    const edit = rawEdit(guest, current);
    expect(edit).toEqual({ remove: [line(key, 'old')], add: [] });
    expect(editOperation(950, { remove: [], add: [], ...edit }).cause).toBe(`without ${key}: old`);
    expect(afterEdit(current, edit)).toEqual([line('lxc.environment', 'old'), line(key, 'new')]);
    expect(rawEdit(guest, [line(key, 'new')])).toBeUndefined();
  },
);

it('the cause tells each line once', () => {
  const edit = {
    remove: [line('a', '1'), line('b', '2')],
    add: [line('a', '3'), line('c', '4')],
  };
  expect(editOperation(950, edit).cause).toBe('a: 3; c: 4; without b: 2');
  expect(afterEdit([line('a', '1'), line('a', '9'), line('b', '1')], edit)).toEqual([
    line('a', '9'),
    line('b', '1'),
    line('a', '3'),
    line('c', '4'),
  ]);
});
