import type { HealthCheck } from '../common-types.ts';
import { splitCommand } from './command-line.ts';
import type { Notes } from './notes.ts';

interface HealthInput {
  command?: string | string[] | undefined;
  retries?: number | undefined;
  interval?: number | undefined;
  timeout?: number | undefined;
}

/** A declared health check with its command as an argument list. */
export function healthCheck(input: HealthInput | undefined, notes: Notes): HealthCheck | undefined {
  if (input?.command === undefined) return undefined;
  const command = typeof input.command === 'string' ? split(input.command, notes) : input.command;
  if (command[0]?.startsWith('-') || command[0] === '') {
    notes.error(
      'invalid-value',
      ['health_check', 'command'],
      'must begin with the name of a program',
    );
  }
  return {
    command,
    retries: input.retries ?? 3,
    interval: input.interval ?? 5,
    ...(input.timeout === undefined ? {} : { timeout: input.timeout }),
  };
}

function split(text: string, notes: Notes): string[] {
  const { words, operators, open } = splitCommand(text);
  const path = ['health_check', 'command'];
  if (open !== undefined) {
    notes.error('invalid-value', path, `has a quote ${open} that is never closed`);
  } else if (operators.length > 0) {
    const signs = operators.join(' ');
    notes.warning('shell-signs', path, `holds ${signs}, but no shell reads it: passed as written`, {
      hint: `if a shell is meant, write ["sh", "-c", ${JSON.stringify(text)}]`,
    });
  }
  return words;
}
