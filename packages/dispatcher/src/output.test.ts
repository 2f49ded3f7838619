import { describe, expect, it } from 'vitest';
import { outputOf } from './output.ts';
import { world } from './test-support/run.ts';

describe('colours', () => {
  const _ =
    (expected: boolean, env: Record<string, string>, isTTY: boolean, color?: boolean) => () => {
      const fake = world();
      const stderr = { ...fake.stderr, isTTY };
      const flags = color === undefined ? {} : { color };
      const painted = outputOf({ ...fake, env, stderr }, flags).paintTalk('bad', 'x');
      expect(painted !== 'x').toBe(expected);
    };

  it('a terminal', _(true, {}, true));
  it('no terminal', _(false, {}, false));
  it('NO_COLOR', _(false, { NO_COLOR: '1' }, true));
  it('an empty NO_COLOR does not count', _(true, { NO_COLOR: '' }, true));
  it('CLICOLOR=0', _(false, { CLICOLOR: '0' }, true));
  it('CLICOLOR_FORCE', _(true, { CLICOLOR_FORCE: '1' }, false));
  it('NO_COLOR goes before CLICOLOR_FORCE', _(false, { NO_COLOR: '1', CLICOLOR_FORCE: '1' }, true));
  it('TERM=dumb', _(false, { TERM: 'dumb' }, true));
  it('--color', _(true, { NO_COLOR: '1' }, false, true));
  it('--no-color', _(false, { CLICOLOR_FORCE: '1' }, true, false));
  it('none is grey or blue, which some terminals show badly', () => {
    const { paint } = outputOf(world(), { color: true });
    const kinds = ['good', 'bad', 'warn', 'strong', 'dim'] as const;
    const codes = kinds.flatMap((kind) => paint(kind, 'x').split('\x1b[').slice(1, 2));
    expect(codes).toEqual(['32mx', '31mx', '33mx', '1mx', '2mx']);
  });
});
