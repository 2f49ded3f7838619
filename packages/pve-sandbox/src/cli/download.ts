import { addRule, clearRules } from '../host/web/rules.ts';
import { rememberAddress } from '../host/web/sums.ts';
import { openSandbox } from './open.ts';
import { dirAndOptions, numberOption, textOption } from './options.ts';
import { UsageError } from './usage.ts';

/** `download DIR`: how image downloads go from now on, or takes all that back. */
export async function download(args: readonly string[]): Promise<number> {
  const { dir, values } = dirAndOptions(args, {
    match: { type: 'string' },
    times: { type: 'string' },
    slow: { type: 'string' },
    cut: { type: 'string' },
    wrong: { type: 'boolean' },
    missing: { type: 'boolean' },
    offline: { type: 'boolean' },
    offer: { type: 'string' },
    clear: { type: 'boolean' },
  });
  const natural = (value: number) => Number.isInteger(value) && value > 0;
  const rule = {
    match: textOption(values, 'match'),
    times: numberOption(values, 'times', natural),
    slow: numberOption(values, 'slow', (seconds) => seconds >= 0),
    cut: numberOption(values, 'cut', (bytes) => Number.isInteger(bytes) && bytes >= 0),
    ...(values.wrong === true && { wrong: true }),
    ...(values.missing === true && { missing: true }),
    ...(values.offline === true && { offline: true }),
  };
  const offer = textOption(values, 'offer');
  const asked = [
    rule.slow ?? rule.cut ?? rule.wrong ?? rule.missing ?? rule.offline,
    offer,
    values.clear,
  ];
  if (asked.filter((one) => one !== undefined).length !== 1) {
    throw new UsageError(
      'exactly one of --slow, --cut, --wrong, --missing, --offline (or several of these), --offer, --clear is needed',
    );
  }
  openSandbox(dir);
  if (values.clear === true) clearRules();
  else if (offer !== undefined) rememberAddress(offer);
  else addRule(rule);
  return 0;
}
