import { EXIT, PhoenixError } from '@phoenix/shared-runtime';
import { act } from './act.ts';
import { helpText, usageText, verbHelp } from './help.ts';
import { printError } from './print-error.ts';
import { resolve } from './resolve.ts';
import { openSession } from './session.ts';
import { verbNamed } from './verbs/index.ts';
import type { World } from './world.ts';

/** Does what argv (without program) asks for, and answers the exit status. Never rejects. */
export async function phoenix(argv: readonly string[], world: World): Promise<number> {
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
      if (resolved.message === undefined) world.stderr.write(usageText());
      else printError(new PhoenixError(resolved.message, { hint: resolved.hint }), world);
      return EXIT.usage;
    case 'run': {
      const verb = verbNamed(resolved.intent.verb);
      if (verb === undefined) return EXIT.usage;
      const session = openSession(resolved.intent.flags, world);
      try {
        return await ('work' in verb
          ? act(verb, resolved.intent, session)
          : verb.run(resolved.intent, session));
      } catch (error) {
        if (!(error instanceof PhoenixError)) throw error;
        printError(error, world, resolved.intent.flags);
        return error.exit;
      }
    }
  }
}
