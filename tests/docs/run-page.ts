import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { declare } from './declare.ts';
import type { Machine, Outcome } from './machine.ts';
import type { Page, Step, Typed } from './page.ts';
import { isAsShown } from './printed.ts';

/** Does all that a page says, from its first line to its last. Answers what is not as it says. */
export async function runPage(page: Page, on: Machine): Promise<string[]> {
  const wrong: string[] = [];
  let hasHost = false;
  let last: { command: string; outcome: Outcome } | undefined;

  const fail = (line: number, what: string) => wrong.push(`${line}: ${what}`);
  const must = (line: number, command: string, outcome: Outcome, exit: number) => {
    if (outcome.exit === exit) return;
    fail(
      line,
      `${command}\nexpected exit status: ${exit}\nactual exit status: ${outcome.exit}\n${outcome.printed}`,
    );
  };
  const type = async (at: 'host' | 'clone', commands: readonly Typed[]) => {
    for (const { line, text, exit } of commands) {
      const outcome = await on.type(at, text);
      must(line, text, outcome, exit);
      last = { command: text, outcome };
    }
  };

  const take = async (step: Step): Promise<void> => {
    switch (step.do) {
      case 'host':
        hasHost = true;
        return must(step.line, `host: ${step.which}`, await on.begin(step.which), 0);
      case 'before':
        return must(step.line, step.script, await on.type('host', `set -e\n${step.script}`), 0);
      case 'sandbox':
        return must(step.line, `sandbox: ${step.args}`, await on.sandbox(step.args), 0);
      case 'type':
        return type(step.at, step.commands);
      case 'compare': {
        if (step.command !== undefined) {
          last = { command: step.command, outcome: await on.type('host', step.command) };
        }
        const { command, outcome } = last ?? { command: 'no command', outcome: { printed: '' } };
        if (isAsShown(step.text, outcome.printed)) return;
        fail(step.line, `${command}\nexpected:\n${step.text}\nactual:\n${outcome.printed}`);
        return;
      }
      case 'write': {
        const path = on.path(step.path);
        mkdirSync(dirname(path), { recursive: true });
        return writeFileSync(path, `${step.text}\n`, { mode: 0o755 });
      }
      case 'check script': {
        const [interpreter = ''] = step.text.slice(2).split('\n');
        const script = `${interpreter} -n <<'END OF THE SCRIPT'\n${step.text}\nEND OF THE SCRIPT`;
        return must(step.line, 'the script', await on.type('host', script), 0);
      }
      case 'declare': {
        const found = await declare(step.piece, on);
        if (found.length > 0) fail(step.line, `expected: valid\nactual:\n${found.join('\n')}`);
        return;
      }
      case 'skip':
        return;
    }
  };

  for (const step of page.steps) {
    if (!hasHost && step.do !== 'skip' && step.do !== 'host') {
      await take({ line: step.line, do: 'host', which: 'examples' });
    }
    await take(step);
  }
  return wrong;
}
