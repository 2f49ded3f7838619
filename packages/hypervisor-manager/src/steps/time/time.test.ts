import { fakeHost } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import { observe } from './observe.ts';
import { plan } from './plan.ts';

const declared = { config: { timezone: 'Europe/Berlin' } };

it.each([
  [{ timezone: 'Europe/Berlin', isKnown: true, hasService: true }, []],
  [
    { timezone: 'Etc/UTC', isKnown: true, hasService: true },
    ['time zone Etc/UTC -> Europe/Berlin: timedatectl set-timezone Europe/Berlin'],
  ],
  [
    { timezone: 'Europe/Berlin', isKnown: true, hasService: false },
    ['no time service is switched on -> chrony: systemctl enable --now chrony'],
  ],
])('%j', (facts, expected) => {
  const { operations } = plan(declared, facts);
  const said = operations.map((one) => `${one.cause}: ${'run' in one ? one.run.join(' ') : ''}`);
  expect(said).toEqual(expected);
});

it('a zone that the host does not know stands in the way', () => {
  const { problems } = plan(declared, { timezone: 'Etc/UTC', isKnown: false, hasService: true });
  expect(problems?.[0]?.message).toBe(
    'cannot set the time zone Europe/Berlin: this host does not know it',
  );
});

it('a zone that is not declared stays, whatever it is', () => {
  const facts = { timezone: 'Etc/UTC', isKnown: false, hasService: false };
  expect(plan({ config: {} }, facts)).toEqual({ operations: [] });
});

it('is looked at with one command', async () => {
  const host = fakeHost({
    files: {
      '/usr/share/zoneinfo/Europe/Berlin': '',
      '/etc/systemd/system/multi-user.target.wants/chrony.service': '',
    },
    commands: { timedatectl: 'Etc/UTC\n' },
  });
  expect(await observe(host, declared)).toEqual({
    timezone: 'Etc/UTC',
    isKnown: true,
    hasService: true,
  });
  expect(host.calls).toHaveLength(1);
});
