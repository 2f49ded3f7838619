import { expect, test } from 'vitest';
import { sudoersFile } from '../packages/configuration-files.ts';
import { sudoersError } from './sudoers.ts';

test.each([
  ['root ALL=(ALL:ALL) ALL', undefined],
  ['%sudo ALL=(ALL:ALL) NOPASSWD: ALL', undefined],
  ['heads ALL=(ALL) NOPASSWD:ALL', undefined],
  ['a,b ALL = /usr/bin/systemctl restart x, !/bin/sh', undefined],
  ['Defaults:heads !requiretty, timestamp_timeout=5', undefined],
  ['User_Alias ADMINS = a, b\nADMINS ALL=(ALL) ALL', undefined],
  [sudoersFile, undefined],
  ['# only words\n\nheads ALL=(ALL) NOPASSWD:', 3],
  ['heads ALL (ALL) ALL', 1],
  ['%sudo ALL=(ALL:ALL ALL', 1],
  ['garbage', 1],
])('%j', (text, line) => expect(sudoersError(text)?.line).toBe(line));
