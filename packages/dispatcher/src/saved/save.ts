import { basename } from 'node:path';
import { EXIT, fileToWrite, PhoenixError, quoteWord } from '@phoenix/shared-runtime';
import type { Session } from '../session.ts';
import { thisMachine } from './origin.ts';
import type { SavedGuests, SavedHost } from './saved-plan.ts';
import { savedText } from './saved-text.ts';

/** The file of --out; undefined without. Throws (66) where there can be none. */
export function fileOfPlan({ flags, world }: Session): string | undefined {
  if (flags.out === undefined) return undefined;
  return fileToWrite(world.host, world.absolute(flags.out), '--out lab.plan');
}

/** Writes a plan for `phoenix apply`, readable by root alone. */
export function savePlan(
  path: string,
  plan:
    | Pick<SavedGuests, 'of' | 'words' | 'targets' | 'guests'>
    | Pick<SavedHost, 'of' | 'only' | 'skip' | 'steps' | 'declared'>,
  session: Session,
): void {
  const { world, baseDir, flags, out } = session;
  const origin = {
    kind: 'phoenix-plan',
    format: 1,
    phoenix: world.version,
    host: thisMachine(world),
    saved: new Date(world.host.now()).toISOString(),
    baseDir,
  } as const;
  if (!flags.dryRun) world.host.write(path, savedText({ ...origin, ...plan }), 0o600);
  if (flags.progress === 'quiet' || flags.progress === 'json') return;
  const did = flags.dryRun ? 'would save' : 'saved';
  out.talk(`${did} ${path}: phoenix apply ${quoteWord(flags.out ?? path)} does this, or nothing\n`);
}

/** The refusal of a plan that nobody could carry out. */
export function cannotSave(path: string, why: string, exit: number): PhoenixError {
  return new PhoenixError(`cannot save ${basename(path)}: ${why}`, {
    exit: exitCode(exit),
    hint: 'mend that, or plan the guests that it does not concern',
  });
}

function exitCode(exit: number) {
  return Object.values(EXIT).find((one) => one === exit && one !== EXIT.done) ?? EXIT.failed;
}

/** Tells who planned and did not save that nothing is promised. */
export function noteUnsaved({ flags, out }: Session): void {
  if (flags.json || flags.progress === 'quiet' || flags.progress === 'json') return;
  const note =
    'note: not saved, so what is done later may differ; --out FILE keeps it for phoenix apply';
  out.talk(`${out.paintTalk('dim', note)}\n`);
}
