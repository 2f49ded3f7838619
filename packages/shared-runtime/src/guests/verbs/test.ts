import { PhoenixError } from '../../errors.ts';
import { EXIT } from '../../exit-codes.ts';
import type { VerbContext } from '../../frame/context.ts';
import type { VerbDefinition } from '../../frame/definition.ts';
import type { Guest } from '../guest.ts';
import { observe } from '../observe/observe.ts';
import { checksOf, HEALTH_SUITE } from '../plan/checks.ts';
import { inputsOf, requireTool } from './inputs.ts';
import { asTap, type CheckResult, obstacleOf, runChecks } from './run-checks.ts';
import type { Twin } from './twin.ts';

export function test<G extends Guest>(twin: Twin<G>): VerbDefinition {
  const { word, example } = twin.sight.kind;
  const { guest } = example;
  return {
    summary: `run the health check and the declared test suites in running ${word}s`,
    description: [
      'Every test runs, also after one has failed. The result is TAP, or JSON with --json.',
      `--suite ${HEALTH_SUITE} is the health check; the others are the keys of "tests".`,
    ],
    examples: [
      [`test ${guest}`, `everything that is declared for ${guest}`],
      [`test ${guest} --suite integration_tests`, 'one suite'],
    ],
    ids: 'some',
    effect: 'change',
    flags: ['suite', 'wait'],
    run: (context) => runSuites(twin, context),
  };
}

async function runSuites<G extends Guest>(twin: Twin<G>, context: VerbContext): Promise<number> {
  requireTool(twin, context);
  const suite = context.flags.own.suite;
  const world = await observe(twin.sight, context.host, context.declared, context.ids);
  const inputs = inputsOf(twin, context, world, context.ids);
  const planned = inputs.map((input) => ({ input, checks: checksOf(input, suite) }));
  refuseUnknownSuite(context, suite, planned.flatMap(({ checks }) => checks).length);
  if (context.flags.dryRun) return showChecks(context, planned);
  const results: CheckResult[] = [];
  for (const { input, checks } of planned) {
    const { id } = input.guest;
    const obstacle = obstacleOf(twin.sight.kind, id, world.guests.get(id));
    results.push(...(await context.withLock(id, () => runChecks(context, id, obstacle, checks))));
  }
  const failed = results.filter(({ ok }) => !ok).length;
  const summary = { passed: results.length - failed, failed };
  if (context.flags.json) context.out.result(`${JSON.stringify({ tests: results, summary })}\n`);
  else context.out.result(asTap(results));
  return failed > 0 ? EXIT.failed : EXIT.done;
}

function refuseUnknownSuite(context: VerbContext, suite: string | undefined, found: number): void {
  if (suite === undefined || found > 0) return;
  throw new PhoenixError(`no suite ${suite} is declared for ${context.ids.join(', ')}`, {
    hint: 'suites are the keys of "tests" of a guest; health is its health check',
    exit: EXIT.notFound,
  });
}

function showChecks(
  { flags, out }: VerbContext,
  planned: readonly {
    input: { guest: { id: number } };
    checks: readonly { suite: string; name: string }[];
  }[],
): number {
  const tests = planned.flatMap(({ input, checks }) =>
    checks.map(({ suite, name }) => ({ guest: input.guest.id, suite, name })),
  );
  if (flags.json) out.result(`${JSON.stringify({ tests })}\n`);
  else for (const { guest, suite, name } of tests) out.result(`${guest}:${suite} ${name}\n`);
  return EXIT.done;
}
