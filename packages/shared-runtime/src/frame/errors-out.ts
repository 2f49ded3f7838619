import { PhoenixError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Host } from '../host/host.ts';
import { printable, printableLines, quoteArgv } from '../quote.ts';
import { known } from '../secrets/known.ts';
import { phoenixVersion } from '../version.ts';
import type { Output } from './output.ts';

/** An error as events and JSON results carry it. */
export interface ErrorObject {
  message: string;
  hint?: string;
  log?: string;
  output?: string;
}

export function errorObject({ message, hint, log, output }: PhoenixError): ErrorObject {
  return {
    message,
    ...(hint !== undefined && { hint }),
    ...(log !== undefined && { log }),
    ...(output !== undefined && { output }),
  };
}

/** Tells a person what went wrong, what the program said, what to do, and where there is more. */
export function printError(error: ErrorObject, out: Output): void {
  const lines = [`${out.paintTalk('bad', 'error:')} ${printableLines(error.message)}`];
  if (error.output?.includes('\n')) {
    for (const line of error.output.split('\n')) {
      lines.push(out.paintTalk('dim', `  | ${printable(line)}`));
    }
  }
  if (error.hint !== undefined)
    lines.push(`${out.paintTalk('strong', 'hint:')} ${printableLines(error.hint)}`);
  if (error.log !== undefined) lines.push(`log: ${printable(error.log)}`);
  out.talk(`${lines.join('\n')}\n`);
}

/** What ends a program: an explained error as it is, anything else as a defect with a report. */
export function explained(
  error: unknown,
  program: string,
  argv: readonly string[],
  reportDirectory: () => string | undefined,
  host: Host,
): PhoenixError {
  if (error instanceof PhoenixError) return error;
  const report = writeReport(error, program, argv, reportDirectory, host);
  const text = error instanceof Error ? error.message : String(error);
  return new PhoenixError(
    `internal error: ${text.split('\n', 1)[0]} (sorry: this is a defect of ${program})`,
    {
      exit: EXIT.failed,
      hint:
        report === undefined
          ? 'please report it, with the command line that was typed'
          : 'please report it, together with the log',
      log: report,
    },
  );
}

function writeReport(
  error: unknown,
  program: string,
  argv: readonly string[],
  reportDirectory: () => string | undefined,
  host: Host,
): string | undefined {
  const stack = error instanceof Error ? error.stack : String(error);
  const text = [
    `${program} ${phoenixVersion()}, Node ${process.version}`,
    quoteArgv([program, ...argv]),
    stack,
    '',
  ].join('\n');
  try {
    const path = `${reportDirectory() ?? host.temporaryDirectory()}/internal-error.txt`;
    host.append(path, known.text(text), 0o600);
    return path;
  } catch {
    return undefined;
  }
}
