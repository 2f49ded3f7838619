import { EXIT, keyedHash, machineKey, PhoenixError, quoteWord } from '@phoenix/shared-runtime';
import { baseWords } from '../next.ts';
import type { Session } from '../session.ts';
import { type Machine, type SavedPlan, wordsOf } from './saved-plan.ts';

/** Which host this is. */
export function thisMachine({ host }: Session['world']): Machine {
  const name = host.read('/etc/hostname')?.trim() || 'this host';
  return { name, machine: keyedHash(machineKey(host), 'machine') };
}

/**
 * The refusal (3) of a plan that was made elsewhere: on another host, by another version, from another base
 * directory. Undefined for one that was made here.
 */
export function elsewhere(
  saved: SavedPlan,
  file: string,
  session: Session,
): PhoenixError | undefined {
  const { world, baseDir, flags } = session;
  const here = thisMachine(world);
  const name = quoteWord(file);
  const anew = `phoenix ${wordsOf(saved, 'plan')} --out ${name}${baseWords(flags)}`;
  const refusal = (why: string, hint: string) =>
    new PhoenixError(`cannot apply ${file}: ${why}; nothing was done`, { exit: EXIT.stale, hint });
  if (saved.host.machine !== here.machine) {
    const other = saved.host.name === here.name ? `another ${here.name}` : saved.host.name;
    return refusal(
      `it was made on ${other}, and this is ${here.name}`,
      `apply it there, or type ${anew} here`,
    );
  }
  if (saved.phoenix !== world.version)
    return refusal(
      `it was made by phoenix ${saved.phoenix}, and this is ${world.version}`,
      `make it anew: ${anew}`,
    );
  if (saved.baseDir !== baseDir)
    return refusal(
      `it was made from ${saved.baseDir}, and this is ${baseDir}`,
      `type phoenix apply ${name} --base-dir ${quoteWord(saved.baseDir)}`,
    );
  return undefined;
}
