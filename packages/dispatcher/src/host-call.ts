import { EXIT, PhoenixError, quoteArgv } from '@phoenix/shared-runtime';
import type { Call } from './call.ts';
import type { Flags } from './flags.ts';
import { relay } from './relay.ts';
import type { Session } from './session.ts';
import { quietView } from './views/view-quiet.ts';

const MANAGER = 'hypervisor-manager';

/** Calls hypervisor-manager with the flags of the command line that are for it. */
export function hostCall(verb: string, flags: Flags, more: readonly string[] = []): Call {
  const { dryRun, json, only, skip, upgrade, wait, baseDir, detailedExitcode } = flags;
  const argv = [
    verb,
    ...(only === undefined ? [] : ['--only', only]),
    ...(skip === undefined ? [] : ['--skip', skip]),
    ...(upgrade ? ['--upgrade'] : []),
    ...more,
    ...(dryRun ? ['--dry-run'] : []),
    ...(detailedExitcode ? ['--detailed-exitcode'] : []),
    ...(json ? ['--json'] : []),
    ...(wait === undefined ? [] : ['--wait', wait]),
    ...(baseDir === undefined ? [] : ['--base-dir', baseDir]),
  ];
  return { manager: MANAGER, argv, about: 'steps' };
}

/** Whether a verb about guests is asked about the host. Throws (64) when it is asked about both. */
export function isAboutHost(words: readonly string[], { flags, argv }: Session): boolean {
  const { host, only, skip } = flags;
  if (!host && only === undefined && skip === undefined) return false;
  const [word] = words;
  if (word === undefined) return true;
  const flag = host ? '--host' : only === undefined ? '--skip' : '--only';
  throw new PhoenixError(`${flag} is about the host, and ${word} about a guest`, {
    exit: EXIT.usage,
    hint: `type two command lines in the place of phoenix ${quoteArgv(argv)}`,
  });
}

/** Relays a verb of hypervisor-manager that only looks, with its own words and exit status. */
export async function lookAtHost(
  verb: string,
  session: Session,
  more: readonly string[] = [],
): Promise<number> {
  const { exit, stdout, stderr } = await relay(
    hostCall(verb, session.flags, more),
    session,
    quietView(),
  );
  session.out.result(stdout);
  session.out.talk(stderr);
  return exit;
}
