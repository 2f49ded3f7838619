import { patternOf } from '../effects.ts';
import { CHANGES, type Kind } from '../kind.ts';

const REFUSALS = [
  "TASK ERROR: storage 'fast-guests' is not online",
  'unable to open file: No space left on device',
  '400 Parameter verification failed.\nnet0: invalid format - format error',
  'Use of uninitialized value $x in concatenation (.) or string at /usr/share/perl5/PVE/Tools.pm line 512.',
  '\x1b[31mred\x1b[0m \x07bell \u202e not UTF-8: \ufffd',
  '',
];

export const permanent: Kind = {
  name: 'permanent',
  what: 'one or two commands, also such as only look, fail whenever they are called',
  tasks: CHANGES,
  weight: 3,
  isTraceless: true,
  async harm(scene) {
    const { host, lot, note, commands } = scene;
    for (let times = 1 + lot.below(2); times > 0; times -= 1) {
      const command = lot.of(commands);
      const [text, exit] = [lot.of(REFUSALS), lot.of(['1', '2', '4', '25', '29', '255'])];
      note(`${command.argv.slice(0, 4).join(' ')}: exit ${exit}, ${JSON.stringify(text)}`);
      host.fault('--match', patternOf(command), '--fail', text, '--exit', exit);
    }
    await scene.end(scene.begin());
  },
};
