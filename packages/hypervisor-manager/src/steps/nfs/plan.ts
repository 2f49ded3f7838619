import type { HypervisorConfig, NfsExport } from '@phoenix/shared-config';
import type { Operation, PlanProblem } from '@phoenix/shared-runtime';
import { datasetPlaces } from '../../look/dataset-places.ts';
import type { StepDraft } from '../../setup/step.ts';
import { exportLine } from './exports-file.ts';
import { type NfsFacts, OWN_EXPORTS } from './observe.ts';

/** Options that the list of what is offered always tells, one of each pair. */
const TOLD = new Set([
  ...['rw', 'ro', 'sync', 'async', 'secure', 'insecure', 'root_squash', 'no_root_squash'],
  ...['all_squash', 'no_all_squash', 'subtree_check', 'no_subtree_check'],
]);

/** Plans our own file of exports, the directories in it, and that the server offers them. */
export function plan(
  { config }: { config: Pick<HypervisorConfig, 'nfs' | 'zfs'> },
  facts: NfsFacts,
): StepDraft {
  const { exports } = config.nfs;
  const problems = exports.flatMap((one) => taken(one, facts));
  const content = [
    '# Made by phoenix setup; changes are lost. Other files of this directory stay as they are.',
    ...exports.map(({ path, clients, options }) => exportLine(path, clients, options)),
    '',
  ].join('\n');
  const places = datasetPlaces(config);
  const operations: Operation[] = facts.missing
    .filter((path) => !places.has(path))
    .map((path) => ({
      id: `directory ${path}`,
      cause: `${path} is not there`,
      write: path,
      directory: { mode: 0o755 },
    }));
  if (facts.own !== content)
    operations.push({
      id: 'exports',
      doing: 'write the exports',
      cause: changeOf(exports, facts),
      write: OWN_EXPORTS,
      content,
    });
  if (exports.length > 0 && !facts.isEnabled)
    operations.push({
      id: 'server',
      doing: 'switch on the NFS server',
      cause: 'nfs-server is not switched on',
      run: ['systemctl', 'enable', '--now', 'nfs-server'],
      effect: 'change',
      deadline: 120,
    });
  const silent = exports.filter((one) => !isOffered(one, facts));
  if (facts.own !== content || silent.length > 0)
    operations.push({
      id: 'offer',
      doing: 'offer the exports',
      cause:
        silent.length === 0
          ? 'what is offered no more is taken back'
          : `${silent.map(({ path }) => path).join(', ')} not offered as declared`,
      run: ['exportfs', '-ra'],
      effect: 'change',
      deadline: 120,
      hint: 'exportfs -ra says which line it does not take; correct it in nfs.exports',
    });
  return { operations, problems };
}

/** What other files offer of the same directory to the same client. */
function taken({ path, clients }: NfsExport, { others }: NfsFacts): PlanProblem[] {
  return others
    .filter((one) => one.path === path && clients.includes(one.client))
    .map(({ file, line, client }) => ({
      message: `cannot export ${path} to ${client}: ${file}:${line} does that already`,
      hint: `take that line away when the declaration is to count, or the export out of nfs.exports`,
    }));
}

function changeOf(exports: readonly NfsExport[], { own }: NfsFacts): string {
  const paths = exports.map(({ path }) => path).join(', ');
  return own === undefined
    ? `${paths} not exported yet`
    : 'the exports differ from what is declared';
}

function isOffered({ path, clients, options }: NfsExport, { active }: NfsFacts): boolean {
  const wanted = options.filter((option) => TOLD.has(option));
  return clients.every((client) =>
    active.some(
      (one) =>
        one.path === path &&
        one.client === client &&
        wanted.every((option) => one.options.includes(option)),
    ),
  );
}
