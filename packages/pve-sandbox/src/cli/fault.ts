import { addFault, clearFaults, type FaultAction } from '../record/faults.ts';
import { openSandbox } from './open.ts';
import { dirAndOptions, numberOption, textOption } from './options.ts';
import { UsageError } from './usage.ts';

/** `fault DIR`: lets commands go wrong from now on, or takes all that back. */
export async function fault(args: readonly string[]): Promise<number> {
  const { dir, values } = dirAndOptions(withOptionalPhase(args), {
    match: { type: 'string' },
    nth: { type: 'string' },
    times: { type: 'string' },
    fail: { type: 'string' },
    exit: { type: 'string' },
    hang: { type: 'boolean' },
    'kill-caller': { type: 'boolean' },
    abort: { type: 'boolean' },
    kill: { type: 'string' },
    clear: { type: 'boolean' },
  });
  if (values.clear === true) {
    openSandbox(dir);
    clearFaults();
    return 0;
  }
  const match = textOption(values, 'match');
  if (match === undefined) throw new UsageError('--match is missing');
  if (!isPattern(match)) throw new UsageError(`--match '${match}' is no regular expression`);
  const natural = (value: number) => Number.isInteger(value) && value > 0;
  const nth = numberOption(values, 'nth', natural);
  const times = numberOption(values, 'times', natural);
  if (nth !== undefined && times !== undefined) throw new UsageError('--nth or --times, not both');
  const action = actionOf(values);
  openSandbox(dir);
  addFault({ match, nth, times, action });
  return 0;
}

/** `--kill` takes a phase or nothing: nothing becomes the empty phase. */
function withOptionalPhase(args: readonly string[]): string[] {
  return args.flatMap((word, index) => {
    if (word !== '--kill') return [word];
    const next = args[index + 1];
    return next === undefined || next.startsWith('-') ? ['--kill='] : [word];
  });
}

function actionOf(values: Record<string, string | boolean | undefined>): FaultAction {
  const asked = ['fail', 'hang', 'kill-caller', 'kill'].filter(
    (name) => values[name] !== undefined,
  );
  if (asked.length !== 1) {
    throw new UsageError('exactly one of --fail, --hang, --kill-caller, --kill, --clear is needed');
  }
  const exit = numberOption(
    values,
    'exit',
    (code) => Number.isInteger(code) && code >= 0 && code < 256,
  );
  if (exit !== undefined && asked[0] !== 'fail') throw new UsageError('--exit goes with --fail');
  switch (asked[0]) {
    case 'fail':
      return { kind: 'fail', text: String(values.fail), exit: exit ?? 255 };
    case 'hang':
      return { kind: 'hang' };
    case 'kill-caller':
      return { kind: 'kill-caller', abort: values.abort === true };
    default:
      return { kind: 'kill', phase: values.kill === '' ? undefined : String(values.kill) };
  }
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) !== undefined;
  } catch {
    return false;
  }
}
