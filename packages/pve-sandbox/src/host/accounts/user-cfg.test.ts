import { expect, test } from 'vitest';
import { parseUserCfg, userCfgText } from './user-cfg.ts';

const text =
  'user:heads@pam:1:0:H:X:h@x.org:a%3Ab::\nuser:root@pam:1:0:::root@example.invalid:::\n\n' +
  'group:admins:heads@pam:the admins:\n\n\nrole:Small:VM.Audit,VM.Console:\n\n' +
  'acl:1:/:heads@pam:Administrator:\nacl:1:/vms:@admins,heads@pam:PVEVMUser:\n\n';

test('what was read is written as it was', () => {
  expect(userCfgText(parseUserCfg(text))).toBe(text);
});

test('one entry for each who and role', () => {
  expect(
    parseUserCfg('acl:0:/vms:a@pam,@g:R1,R2:\n').acls.map(({ who, role }) => `${who} ${role}`),
  ).toEqual(['a@pam R1', 'a@pam R2', '@g R1', '@g R2']);
});
