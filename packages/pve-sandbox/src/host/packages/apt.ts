import { Refusal } from '../../state/refusal.ts';
import { err, out } from '../../state/talk.ts';
import { has, readOptions, type Words } from '../read-options.ts';
import { known } from './database.ts';
import { install, removePackages, upgrade } from './install.ts';
import { awaitDpkgLock } from './lock.ts';
import { SourcesError } from './sources.ts';
import { update } from './update.ts';

const valued = ['o', 'option', 'c', 'config-file', 't', 'target-release', 'default-release', 'a'];

/** apt-get and apt, as far as a script calls them. */
export async function apt(args: readonly string[]): Promise<number> {
  const words = readOptions(args, valued);
  const [verb = '', ...names] = words.operands;
  if (has(words, 'version', 'v') || verb === '') {
    out('apt 3.0.3 (amd64)\n');
    return 0;
  }
  try {
    return await run(verb, names, words);
  } catch (error) {
    if (!(error instanceof SourcesError)) throw error;
    err(`E: ${error.message}\nE: The list of sources could not be read.\n`);
    return 100;
  }
}

async function run(verb: string, names: string[], words: Words): Promise<number> {
  const simulate = has(words, 's', 'simulate', 'dry-run', 'just-print', 'no-act');
  if (verb === 'list') return listed(names, has(words, 'installed'));
  if (verb === 'update') return update();
  if (['clean', 'autoclean', 'check', 'download', 'changelog', 'indextargets'].includes(verb))
    return 0;
  if (!simulate) await awaitDpkgLock(lockTimeout(words));
  switch (verb) {
    case 'install':
    case 'reinstall':
      refuseUnasked(words, names);
      return install(names, simulate);
    case 'remove':
    case 'purge':
      return removePackages(names, verb === 'purge' || has(words, 'purge'), simulate);
    case 'upgrade':
    case 'dist-upgrade':
    case 'full-upgrade':
      return upgrade(simulate);
    case 'autoremove':
    case 'autopurge':
      out('0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n');
      return 0;
    default:
      throw new Refusal(`E: Invalid operation ${verb}`, 100);
  }
}

/** Without --yes and without anybody to answer, apt gives up where it has a question. */
function refuseUnasked(words: Words, names: readonly string[]): void {
  const agreed = has(words, 'y', 'yes', 'assume-yes', 's', 'qq');
  const isNews = names.some((name) => !known().some((one) => one.name === name));
  if (agreed || process.stdin.isTTY || !isNews) return;
  const more = names.length > 1;
  if (more) throw new Refusal('Do you want to continue? [Y/n] Abort.', 1);
}

function lockTimeout(words: Words): number {
  const option = [...(words.options.get('o') ?? []), ...(words.options.get('option') ?? [])]
    .map((one) => /^DPkg::Lock::Timeout=(-?\d+)$/i.exec(one)?.[1])
    .findLast((one) => one !== undefined);
  return Number(option ?? 0);
}

function listed(names: readonly string[], only: boolean): number {
  out('Listing...\n');
  const found = known().filter(
    ({ name, status }) =>
      status === 'installed' && (names.length === 0 || names.includes(name) || only === false),
  );
  for (const { name, version } of found) out(`${name}/stable,now ${version} amd64 [installed]\n`);
  return 0;
}
