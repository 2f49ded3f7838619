import type { HypervisorConfig } from '@phoenix/shared-config';
import type { Operation } from '@phoenix/shared-runtime';
import { noDirectory, toMake } from '../../look/directories.ts';
import { switchOn } from '../../look/switch-on.ts';
import type { StepDraft } from '../../setup/step.ts';
import { type Export, isSame, meaningOf, nameOf } from './export.ts';
import { exportsText, parseExports } from './exports-file.ts';
import { FRAGMENT, type NfsFacts } from './observe.ts';
import { wantedExports } from './wanted.ts';

const DEADLINE = 60;

/** Plans the exports: directories, our own file, the service, and what is exported at this moment. */
export function plan(
  { config }: { config: Pick<HypervisorConfig, 'nfs' | 'zfs'> },
  facts: NfsFacts,
): StepDraft {
  const { exports } = config.nfs;
  const wanted = wantedExports(exports, facts);
  const paths = [...new Set(exports.map(({ path }) => path))];
  const problems = paths.flatMap((path) => noDirectory(`export ${path}`, path, facts.places));
  const operations = [
    ...paths.flatMap((path) => makeDirectory(path, config, facts)),
    ...withdraw(wanted.all, facts),
    ...writeFragment(wanted.own, facts),
    ...(exports.length === 0 ? [] : switchOn('nfs-server', facts.service)),
    ...exportThem(wanted.all, facts.exported),
  ];
  return { operations, notes: wanted.notes, problems: [...wanted.problems, ...problems] };
}

function makeDirectory(
  path: string,
  { zfs }: Pick<HypervisorConfig, 'zfs'>,
  { places }: NfsFacts,
): Operation[] {
  const how = toMake(path, places, zfs);
  if (how === undefined) return [];
  return [
    {
      id: `directory ${path}`,
      doing: `make ${path}`,
      cause: `${path} is not there, and is to be exported`,
      write: path,
      directory: { mode: 0o755 },
      ...how,
    },
  ];
}

/**
 * What our file holds and is declared no more is taken back first: were it cut off after the file was
 * written, nobody would know any more that it was ours.
 */
function withdraw(wanted: readonly Export[], { own, foreign, exported }: NfsFacts): Operation[] {
  return parseExports(own ?? '')
    .filter((one) => ![...wanted, ...foreign].some((other) => isSame(one, other)))
    .filter((one) => exported.some((other) => isSame(one, other)))
    .map((one) => ({
      id: `unexport ${nameOf(one)}`,
      doing: `take back the export of ${nameOf(one)}`,
      cause: `${nameOf(one)} is exported, and declared no more`,
      run: [
        'exportfs',
        '-u',
        `${one.client.includes(':') ? `[${one.client}]` : one.client}:${one.path}`,
      ],
      effect: 'change',
      deadline: DEADLINE,
    }));
}

function writeFragment(wanted: readonly Export[], { own }: NfsFacts): Operation[] {
  const id = 'exports';
  if (wanted.length === 0) {
    if (own === undefined) return [];
    const cause = `${FRAGMENT} holds nothing that is declared`;
    return [{ id, cause, run: ['rm', '-f', FRAGMENT], effect: 'change', deadline: DEADLINE }];
  }
  const content = exportsText(wanted);
  if (own === content) return [];
  return [{ id, cause: fragmentCause(wanted, own), write: FRAGMENT, content }];
}

function fragmentCause(wanted: readonly Export[], own: string | undefined): string {
  if (own === undefined) return `${FRAGMENT} is not there`;
  const before = parseExports(own);
  const causes = [
    ...wanted.flatMap((one) => {
      const there = before.find((other) => isSame(one, other));
      if (there === undefined) return [`${nameOf(one)} is not in it`];
      const [from, to] = [there.options.join(','), one.options.join(',')];
      return from === to ? [] : [`${nameOf(one)}: ${from} -> ${to}`];
    }),
    ...before
      .filter((one) => !wanted.some((other) => isSame(one, other)))
      .map((one) => `${nameOf(one)} is declared no more`),
  ];
  return causes.join('; ') || `${FRAGMENT} was altered`;
}

/** `exportfs -a` brings what the files say, and leaves alone what somebody has exported by hand. */
function exportThem(wanted: readonly Export[], exported: readonly Export[]): Operation[] {
  const causes = wanted.flatMap((one) => {
    const there = exported.find((other) => isSame(one, other) || isResolved(one, other, wanted));
    if (there === undefined) return [`${nameOf(one)} is not exported`];
    const [from, to] = [meaningOf(there.options), meaningOf(one.options)];
    return from === to ? [] : [`${nameOf(one)} is exported ${from} -> ${to}`];
  });
  if (causes.length === 0) return [];
  return [
    {
      id: 'exportfs',
      doing: 'export what the files say',
      cause: causes.join('; '),
      run: ['exportfs', '-a'],
      effect: 'change',
      deadline: DEADLINE,
      hint: 'a directory on a dataset needs the step zfs: phoenix setup --only zfs,nfs',
    },
  ];
}

/** The kernel's table has the full name of a host where the file may have a short one. */
function isResolved(one: Export, other: Export, wanted: readonly Export[]): boolean {
  const isHost = (client: string) => /^[a-z][\w.-]*$/i.test(client);
  if (one.path !== other.path || !isHost(one.client) || !isHost(other.client)) return false;
  return !wanted.some((declared) => isSame(declared, other));
}
