import type { CheckResult } from '../../checks/check.ts';
import { refuseUnknownSuite, reportChecks, showChecks } from '../../checks/report.ts';
import { runChecks } from '../../checks/run-checks.ts';
import type { VerbContext } from '../../frame/context.ts';
import type { VerbDefinition } from '../../frame/definition.ts';
import { requireProxmox } from '../../host/require-proxmox.ts';
import type { Guest } from '../guest.ts';
import { observe } from '../observe/observe.ts';
import { checksOf, HEALTH_SUITE } from '../plan/checks.ts';
import { inputsOf } from './inputs.ts';
import { obstacleOf } from './obstacle.ts';
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
    flags: ['suite', 'junit', 'wait'],
    run: (context) => runSuites(twin, context),
  };
}

async function runSuites<G extends Guest>(twin: Twin<G>, context: VerbContext): Promise<number> {
  requireProxmox(context.host, twin.sight.kind.tool);
  const { suite } = context.flags.own;
  const world = await observe(twin.sight, context.host, context.declared, context.ids);
  const planned = inputsOf(twin, context, world, context.ids).map((input) => ({
    guest: input.guest.id,
    checks: checksOf(input, suite),
  }));
  refuseUnknownSuite(suite, planned.flatMap(({ checks }) => checks).length, {
    of: context.ids.join(', '),
    hint: 'suites are the keys of "tests" of a guest; health is its health check',
  });
  if (context.flags.dryRun) return showChecks(planned, context);
  return reportChecks(context, async () => {
    const results: CheckResult[] = [];
    for (const { guest, checks } of planned) {
      const obstacle = obstacleOf(twin.sight.kind, guest, world.guests.get(guest));
      const run = () => runChecks(context, guest, obstacle, checks);
      results.push(...(await context.withLock(guest, run)));
    }
    return results;
  });
}
