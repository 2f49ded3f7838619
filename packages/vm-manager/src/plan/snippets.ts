import type { VmGuest } from '@phoenix/shared-config';
import type { Operation, PlanProblem } from '@phoenix/shared-runtime';
import { parseProperties } from '@phoenix/shared-runtime/pve';
import { networkConfig } from '../cloud-init/network-config.ts';
import { sameData } from '../cloud-init/same-data.ts';
import { templateProblems } from '../cloud-init/site-template.ts';
import { userData } from '../cloud-init/user-data.ts';
import { SITE } from '../paths.ts';
import { passwordHash } from './password.ts';
import { fileName, pathOf, type Storages, snippetStorages } from './snippet-files.ts';
import type { Keys, PlanInput } from './types.ts';

/** A file of cloud-init as it is to lie in a storage, and the option that names it. */
export interface Snippet {
  readonly part: 'user' | 'network';
  readonly name: string;
  readonly path: string;
  readonly volume: string;
  readonly content: string;
}

/** What cloud-init is to be told; a network file only where the site has a template of one. */
export function snippetsOf(input: PlanInput, current: Keys): Snippet[] {
  const { guest, declared, world } = input;
  const storage = storageOf(guest, current, world.facts.storages);
  if (storage === undefined) return [];
  const make = (part: Snippet['part'], kind: 'user-data' | 'network-config', content: string) => ({
    part,
    name: kind,
    path: pathOf(storage.path, guest.id, kind),
    volume: `${storage.id}:snippets/${fileName(guest.id, kind)}`,
    content,
  });
  const { texts } = world.facts;
  const network = texts.get(SITE.networkConfig(declared.baseDir));
  return [
    make(
      'user',
      'user-data',
      userData(guest, texts.get(SITE.userData(declared.baseDir)), passwordHash(input)),
    ),
    ...(network === undefined
      ? []
      : [make('network', 'network-config', networkConfig(guest, network))]),
  ];
}

/** What is wrong with the site's templates of cloud-init. */
export function siteTemplateProblems({ declared, world }: PlanInput): PlanProblem[] {
  const files = [
    ['user-data', SITE.userData(declared.baseDir)],
    ['network-config', SITE.networkConfig(declared.baseDir)],
  ] as const;
  return files.flatMap(([kind, path]) => {
    const text = world.facts.texts.get(path);
    return text === undefined ? [] : templateProblems(kind, path, text);
  });
}

/** Says how a host gets a storage for snippets, when it has none. */
export function snippetProblems({ guest, world }: PlanInput): PlanProblem[] {
  const { storages } = world.facts;
  if (snippetStorages(storages).length > 0) return [];
  const local =
    storages.get('local') ?? [...storages.values()].find(({ path }) => path !== undefined);
  return [
    {
      message: `cannot give ${guest.id} its cloud-init data: no storage of this host takes snippets`,
      hint:
        local === undefined
          ? 'add one: pvesm add dir local --path /var/lib/vz --content snippets'
          : `type pvesm set ${local.id} --content ${[...local.content, 'snippets'].join(',')}`,
    },
  ];
}

/** Writes the snippets that differ from what lies there. */
export function snippetOperations({ guest, world }: PlanInput, snippets: readonly Snippet[]) {
  return snippets.flatMap(({ name, path, content }): Operation[] => {
    const current = world.facts.texts.get(path);
    if (current !== undefined && sameData(current, content)) return [];
    const what = current === undefined ? '' : ` (${changedParts(current, content).join(', ')})`;
    return [
      {
        id: name,
        doing: `write the ${name} of ${guest.id}`,
        cause: `${name} of cloud-init ${current === undefined ? 'is new' : 'changed'}${what}`,
        write: path,
        content,
        mode: 0o600,
      },
    ];
  });
}

/** The `cicustom` that names the snippets; parts that somebody else set stay. */
export function cicustom(snippets: readonly Snippet[], current: string | undefined): string {
  const parts = {
    ...parseProperties(current ?? ''),
    ...Object.fromEntries(snippets.map(({ part, volume }) => [part, volume])),
  };
  return Object.entries(parts)
    .map(([part, volume]) => `${part}=${volume}`)
    .join(',');
}

/** True when the cloud-init data of a VM comes from a snippet that Phoenix wrote. */
export function isOurs(id: number, current: string | undefined): boolean {
  return (parseProperties(current ?? '').user ?? '').endsWith(`/${fileName(id, 'user-data')}`);
}

/**
 * True when it comes from the snippet of another VM: a clone that was interrupted before it got its
 * own, or that a person made.
 */
export function isOfAnother(id: number, current: string | undefined): boolean {
  const user = parseProperties(current ?? '').user ?? '';
  return /\/phoenix-\d+-user-data\.yml$/.test(user) && !isOurs(id, current);
}

/** The storage that holds them already, else the first that takes any. */
function storageOf({ id }: VmGuest, current: Keys, storages: Storages) {
  const all = snippetStorages(storages);
  const [holding] = (parseProperties(current.get('cicustom') ?? '').user ?? '').split(':');
  const ours = isOurs(id, current.get('cicustom'));
  return (ours ? all.find((storage) => storage.id === holding) : undefined) ?? all[0];
}

/** Top-level keys whose blocks differ; their values may be secrets and are not told. */
function changedParts(before: string, after: string): string[] {
  const old = blocks(before);
  const now = blocks(after);
  const keys = [...new Set([...old.keys(), ...now.keys()])];
  return keys.filter((key) => old.get(key) !== now.get(key));
}

function blocks(text: string): Map<string, string> {
  const found = new Map<string, string>();
  let key = 'head';
  for (const line of text.split('\n')) {
    key = /^([A-Za-z_][\w-]*)\s*:/.exec(line)?.[1] ?? key;
    found.set(key, `${found.get(key) ?? ''}${line}\n`);
  }
  return found;
}
