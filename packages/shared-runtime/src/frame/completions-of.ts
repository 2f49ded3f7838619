import { complete } from '../completion/complete.ts';
import { knownGuests } from '../completion/known.ts';
import { completionLines } from '../completion/scripts.ts';
import { snapshotNames } from '../completion/snapshot-names.ts';
import type { Known } from '../completion/values.ts';
import type { Host } from '../host/host.ts';
import { load } from './config.ts';
import type { ManagerDefinition } from './definition.ts';
import { manualOf } from './manual-of.ts';

/** What the last of the words of a manager's command line may be, as the scripts of shells read it. Never rejects. */
export async function completionsOf(
  words: readonly string[],
  manager: ManagerDefinition,
  host: Host,
): Promise<string> {
  try {
    const { declaredSuites } = await import('@phoenix/shared-config');
    const declared = await load(manager, placesIn(words), host);
    const known: Known = {
      guests: () =>
        knownGuests(declared, (id) => declaredSuites(declared, id)).filter(
          ({ kind }) => kind === manager.kind,
        ),
      snapshots: () => snapshotNames(declared, host),
      hostSuites: () =>
        manager.kind === 'hypervisor' ? Object.keys(declared.hypervisor.tests) : [],
      keys: async () => [],
      runs: () => [],
      steps: async () => [],
    };
    return completionLines(await complete(manualOf(manager), words, known));
  } catch {
    // What cannot be read is not offered; the command itself will tell why.
    return '';
  }
}

/** Where the configuration lies, as far as the words say. */
function placesIn(words: readonly string[]): { config?: string; baseDir?: string } {
  const valueAfter = (flag: string) => {
    const at = words.findIndex((word) => word === flag || word.startsWith(`${flag}=`));
    return words[at]?.split('=')[1] ?? (at < 0 ? undefined : words[at + 1]);
  };
  const config = valueAfter('--config');
  const baseDir = valueAfter('--base-dir');
  return { ...(config && { config }), ...(baseDir && { baseDir }) };
}
