import { EXIT } from '@phoenix/shared-runtime';
import { errorObject, explained, printError } from '@phoenix/shared-runtime/frame';
import { act } from './act.ts';
import { helpText, usageText, verbHelp } from './help.ts';
import { outputOf } from './output.ts';
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
      else printError({ message: resolved.message, ...hintOf(resolved) }, outputOf(world, {}));
      return resolved.exit ?? EXIT.usage;
    case 'run': {
      const verb = verbNamed(resolved.intent.verb);
      if (verb === undefined) return EXIT.usage;
      const session = openSession(resolved.intent.flags, world);
      try {
        return await ('work' in verb
          ? act(verb, resolved.intent, session)
          : verb.run(resolved.intent, session));
      } catch (error) {
        const told = explained(error, 'phoenix', argv, () => undefined, world.host);
        printError(errorObject(told), session.out);
        if (session.flags.json)
          session.out.result(`${JSON.stringify({ error: errorObject(told) })}\n`);
        return told.exit;
      }
    }
  }
}

function hintOf({ hint }: { hint?: string }): { hint?: string } {
  return hint === undefined ? {} : { hint };
}
