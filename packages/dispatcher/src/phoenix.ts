import { hasErrors } from '@phoenix/shared-config';
import { EXIT, type PhoenixError } from '@phoenix/shared-runtime';
import { COMPLETE } from '@phoenix/shared-runtime/completion';
import { asksForJson, errorObject, explained, printError } from '@phoenix/shared-runtime/frame';
import { act } from './act.ts';
import { tellCompletions } from './completion.ts';
import { helpText, usageText, verbHelp } from './help.ts';
import type { Resolved } from './intent.ts';
import { outputOf } from './output.ts';
import { resolve } from './resolve.ts';
import { openSession, type Session } from './session.ts';
import { verbNamed } from './verbs/index.ts';
import type { World } from './world.ts';

/** Does what argv (without program) asks for, and answers the exit status. Never rejects. */
export async function phoenix(argv: readonly string[], world: World): Promise<number> {
  if (argv[0] === COMPLETE) {
    await tellCompletions(argv.slice(1), world);
    return EXIT.done;
  }
  const resolved = resolve(argv);
  switch (resolved.kind) {
    case 'version':
      world.stdout.write(`phoenix ${world.version}\n`);
      return EXIT.done;
    case 'help': {
      const verb = resolved.verb === undefined ? undefined : verbNamed(resolved.verb);
      world.stdout.write(verb === undefined ? helpText() : verbHelp(verb));
      return EXIT.done;
    }
    case 'usage':
      return refuseUsage(resolved, argv, world);
    case 'run': {
      const verb = verbNamed(resolved.intent.verb);
      if (verb === undefined) return EXIT.usage;
      const { flags } = resolved.intent;
      let session: Session | undefined;
      try {
        session = openSession(flags, world, argv);
        return await ('work' in verb
          ? act(verb, resolved.intent, session)
          : verb.run(resolved.intent, session));
      } catch (error) {
        const told = explained(error, 'phoenix', argv, () => undefined, world.host);
        const out = outputOf(world, flags);
        printError(errorObject(told), out);
        if (flags.json) out.result(`${JSON.stringify(refusal(told, session))}\n`);
        return told.exit;
      }
    }
  }
}

/** An error for programs; one of the configuration comes with what `validate --json` tells. */
function refusal(told: PhoenixError, session: Session | undefined): object {
  const error = errorObject(told);
  if (told.exit !== EXIT.configInvalid || session === undefined) return { error };
  const { diagnostics } = session.load();
  return hasErrors(diagnostics) ? { error, diagnostics } : { error };
}

/** Says what is wrong with a command line, to people and, with --json, to programs as well. */
function refuseUsage(
  { message, hint, exit }: Extract<Resolved, { kind: 'usage' }>,
  argv: readonly string[],
  world: World,
): number {
  const out = outputOf(world, {});
  const error = { message: message ?? 'there is no verb', ...(hint !== undefined && { hint }) };
  if (message === undefined) out.talk(usageText());
  else printError(error, out);
  if (asksForJson(argv)) out.result(`${JSON.stringify({ error })}\n`);
  return exit ?? EXIT.usage;
}
