import { wholePlans } from '../test-support/steps.ts';
import { plan as apparmor } from './plan.ts';

const profile = {
  name: 'lab',
  source: '/base/etc/apparmor/lab',
  text: 'profile lab flags=(complain) {\n}\n',
  target: '/etc/apparmor.d/lab',
  there: undefined,
};
const homes = {
  name: 'homes',
  source: '/base/etc/apparmor/tunables/homes',
  text: '@{HOMEDIRS}+=/srv/home/\n',
  target: '/etc/apparmor.d/tunables/home.d/phoenix-homes',
  there: undefined,
};

wholePlans({
  apparmor: () =>
    apparmor(undefined, {
      profiles: [profile, { ...profile, name: 'twin', source: '/base/etc/apparmor/twin' }],
      tunables: [homes],
      fragments: ['/etc/apparmor.d/tunables/home.d/phoenix-old'],
      loaded: new Set(),
      lacking: new Map([['other', [950, 951]]]),
      tunedHash: undefined,
    } as Parameters<typeof apparmor>[1]),
  'apparmor that is off': () =>
    apparmor(undefined, {
      profiles: [profile],
      tunables: [{ ...homes, text: '# x\nrubbish\n' }],
      fragments: [],
      loaded: undefined,
      lacking: new Map(),
      tunedHash: undefined,
    } as Parameters<typeof apparmor>[1]),
});
