import type { Declared, Secret } from '@phoenix/shared-config';
import type { FileInfo, Host } from '../../host/host.ts';
import { parseStorages, type Storage } from '../../pve/storage.ts';
import { readSecret } from '../../secrets/read-secret.ts';
import type { Guest } from '../guest.ts';
import type { HostFacts, ScriptFact } from '../observed.ts';
import { HOST, SITE } from '../paths.ts';

/** What is to be looked at on the host; a path may be named any number of times. */
export interface Wanted {
  readonly paths: readonly string[];
  /** Programs that may be installed or not; found among the paths by their names. */
  readonly programs?: readonly string[];
  readonly scripts: readonly string[];
  readonly texts: readonly string[];
  /** Secrets of the guests, each with the directory of the file that declares it. */
  readonly secrets?: readonly { readonly secret: Secret; readonly directory: string }[];
  /** Disk images of which the first bytes are wanted, since those tell the size of the disk. */
  readonly heads?: readonly string[];
}

/** As many bytes as a qcow2 image needs to name itself and its size. */
const HEAD = 32;

/** The storages of this host. */
export function readStorages(host: Pick<Host, 'read'>): ReadonlyMap<string, Storage> {
  return parseStorages(host.read(HOST.storages) ?? '');
}

/** Looks at everything that is wanted, once each. */
export function lookAt(host: Host, wanted: Wanted): Omit<HostFacts, 'storages'> {
  const paths = new Map<string, FileInfo | undefined>();
  const scripts = new Map<string, ScriptFact>();
  const texts = new Map<string, string>();
  for (const path of new Set(wanted.paths)) paths.set(path, host.info(path));
  for (const name of wanted.programs ?? []) {
    const path = host.program(name);
    if (path !== undefined) paths.set(name, host.info(path));
  }
  for (const path of new Set(wanted.scripts)) {
    const fact = scriptFact(host, path);
    if (fact) scripts.set(path, fact);
  }
  for (const path of new Set(wanted.texts)) {
    const text = host.read(path);
    if (text !== undefined) texts.set(path, text);
  }
  const heads = new Map<string, Uint8Array>();
  for (const path of new Set(wanted.heads)) {
    const head = host.info(path)?.kind === 'file' ? host.readPiece(path, 0, HEAD) : undefined;
    if (head !== undefined) heads.set(path, head);
  }
  const secrets = new Map(
    (wanted.secrets ?? []).map(({ secret, directory }) => [
      secret,
      readSecret(host, secret, directory),
    ]),
  );
  return { paths, scripts, texts, heads, secrets };
}

/** Scripts of the site that check a guest: of its health and of its tests. */
export function checkScripts({ baseDir }: Pick<Declared, 'baseDir'>, guest: Guest): string[] {
  return [
    ...(guest.health_checks ?? []).map(({ script }) => SITE.health(baseDir, script)),
    ...Object.values(guest.tests).flatMap((suite) =>
      suite.map(({ path }) => SITE.test(baseDir, path)),
    ),
    ...Object.values(guest.integration_tests ?? {}).map((path) => SITE.test(baseDir, path)),
  ];
}

/**
 * A script of the site; undefined when there is none. Scripts are often not executable: then the
 * interpreter of their first line starts them.
 */
export function scriptFact(
  host: Pick<Host, 'info' | 'hash' | 'readPiece'>,
  path: string,
): ScriptFact | undefined {
  const info = host.info(path);
  const hash = host.hash(path);
  if (hash === undefined || info === undefined) return undefined;
  const first = firstLine(host, path);
  const isDos = /^#!.*\r$/.test(first) ? ({ isDos: true } as const) : {};
  if ((info.mode & 0o111) !== 0) return { path, hash, command: [path], ...isDos };
  const words = /^#!\s*(\S.*)$/.exec(first)?.[1]?.trim().split(/\s+/) ?? ['/bin/sh'];
  const [interpreter = '/bin/sh', ...args] = words;
  return { path, hash, command: [interpreter, ...args, path], ...isDos };
}

/** As much of it as Linux looks at (BINPRM_BUF_SIZE). */
function firstLine(host: Pick<Host, 'readPiece'>, path: string): string {
  const [line = ''] = Buffer.from(host.readPiece(path, 0, 256) ?? [])
    .toString()
    .split('\n', 1);
  return line;
}
