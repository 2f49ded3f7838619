import type { NfsExport } from '@phoenix/shared-config';
import type { PlanProblem } from '@phoenix/shared-runtime';
import { type Export, isSame, meaningOf, nameOf } from './export.ts';
import { FRAGMENT, type NfsFacts } from './observe.ts';

/** What is declared, a client each, sorted into what our file has to hold and what others hold. */
export interface Wanted {
  /** All that has to be exported. */
  readonly all: readonly Export[];
  /** Those of our own file. */
  readonly own: readonly Export[];
  readonly notes: readonly string[];
  readonly problems: readonly PlanProblem[];
}

/** Compares what is declared with itself, and with the files of others. */
export function wantedExports(
  declared: readonly NfsExport[],
  { foreign }: Pick<NfsFacts, 'foreign'>,
): Wanted {
  const all: Export[] = [];
  const own: Export[] = [];
  const notes: string[] = [];
  const problems = declared.flatMap(unusable);
  for (const one of declared.flatMap(singly)) {
    const twin = all.find((other) => isSame(one, other));
    if (twin !== undefined) {
      if (meaningOf(twin.options) !== meaningOf(one.options)) problems.push(contradiction(one));
      continue;
    }
    all.push(one);
    const other = foreign.find((there) => isSame(one, there));
    if (other === undefined) own.push(one);
    else if (meaningOf(other.options) === meaningOf(one.options))
      notes.push(
        `${nameOf(one)} is exported by ${other.file} already, and left to it; to have Phoenix keep it, take it out there and type phoenix setup`,
      );
    else problems.push(conflict(one, other));
  }
  return { all, own, notes, problems };
}

function singly({ path, clients, options }: NfsExport): Export[] {
  return clients.map((client) => ({ path, client, options }));
}

function unusable({ path, clients }: NfsExport): PlanProblem[] {
  const [strange] = clients.filter((client) => /^-|["#\\]/.test(client));
  if (clients.length === 0)
    return [
      {
        message: `cannot export ${path}: no client is declared, which would mean everybody`,
        hint: 'name those who may mount it in nfs.exports, or "*" for everybody',
      },
    ];
  if (strange === undefined) return [];
  return [
    {
      message: `cannot export ${path} to ${strange}: that is no client`,
      hint: 'a client is an address, a network, a host name or "*"',
    },
  ];
}

function contradiction(one: Export): PlanProblem {
  return {
    message: `cannot export ${nameOf(one)}: it is declared twice, with different options`,
    hint: 'leave one of the two in nfs.exports',
  };
}

function conflict(one: Export, { file, options }: Export & { file: string }): PlanProblem {
  return {
    message: `cannot export ${nameOf(one)} as declared: ${file} exports it with (${options.join(',')}), declared is (${one.options.join(',')})`,
    hint: `take it out of ${file}, which Phoenix leaves alone, and it comes with ${FRAGMENT}; or declare the same options`,
  };
}
