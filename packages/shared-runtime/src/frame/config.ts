import type { Declared, Diagnostic } from '@phoenix/shared-config';
import { absolutePath } from '../absolute-path.ts';
import { PhoenixError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Host } from '../host/host.ts';
import { hideDeclared, withholdDeclared } from '../secrets/hide-declared.ts';
import type { ManagerDefinition } from './definition.ts';
import { diagnosticStyle } from './diagnostic-style.ts';
import type { Flags } from './flags.ts';
import type { Output } from './output.ts';

/** Loads what is declared, with the errors that it may have. */
export async function load(
  manager: Pick<ManagerDefinition, 'kind'>,
  flags: Pick<Flags, 'baseDir' | 'config'>,
  host: Host,
): Promise<Declared> {
  const config = await import('@phoenix/shared-config');
  const baseDir = flags.baseDir ?? (process.env.PHOENIX_BASE_DIR || config.findBaseDir(host));
  const declared = config.loadConfig({
    baseDir: absolutePath(baseDir),
    reader: host,
    ...(flags.config !== undefined && { files: { [manager.kind]: absolutePath(flags.config) } }),
  });
  hideDeclared(host, declared);
  // Containers are given the environment of the command that enters them.
  if (manager.kind !== 'hypervisor') withholdDeclared(declared);
  return declared;
}

/** How a verb stands to what is declared. */
export interface Asked {
  /** Guests that are not declared are asked about as well: there need not be a file. */
  readonly undeclared?: boolean;
  /** What is declared is done: it must not be what somebody else than root could have written. */
  readonly acts?: boolean;
}

/** Loads what is declared; prints every error that it has and throws (65) when there is one. */
export async function loadDeclared(
  manager: ManagerDefinition,
  flags: Flags,
  { host, out }: { host: Host; out: Output },
  { undeclared = false, acts = false }: Asked = {},
): Promise<Declared> {
  const config = await import('@phoenix/shared-config');
  const declared = await load(manager, flags, host);
  const found = acts ? config.actingErrors(declared.diagnostics) : declared.diagnostics;
  const errors = found.filter(
    (one) =>
      one.severity === 'error' &&
      (manager.kind !== 'hypervisor' || isOfHost(one, declared)) &&
      !(undeclared && one.code === 'missing-file'),
  );
  if (errors.length === 0) {
    if (manager.kind === 'hypervisor') requireHostFile(declared, host, config.baseDirHint);
    return declared;
  }
  out.talk(config.formatDiagnostics(errors, { style: diagnosticStyle(out.paintTalk) }));
  throw new PhoenixError(`the configuration is invalid: ${config.count(errors)}`, {
    exit: EXIT.configInvalid,
    hint: 'nothing was changed; phoenix validate shows all that is to be said about it',
  });
}

/** The host can be set up whatever is wrong with the guests, and where none is declared. */
function isOfHost({ code, where }: Diagnostic, { files }: Declared): boolean {
  return code !== 'missing-file' && (where === undefined || where.file === files.hypervisor);
}

function requireHostFile(
  { files, baseDir }: Declared,
  host: Pick<Host, 'exists'>,
  hintOf: (baseDir: string) => string,
): void {
  if (host.exists(files.hypervisor)) return;
  throw new PhoenixError(
    `cannot read what is declared for the host: there is no ${files.hypervisor}`,
    {
      exit: EXIT.notFound,
      hint: `${hintOf(baseDir)}; or the file with --config`,
    },
  );
}

/** Throws (66) for an id that is not declared as a guest of this manager. */
export async function requireDeclared(
  ids: readonly number[],
  kind: ManagerDefinition['kind'],
  declared: Declared,
): Promise<void> {
  const own = kind === 'vm' ? declared.vms : declared.lxc;
  const other = kind === 'vm' ? declared.lxc : declared.vms;
  const missing = ids.filter((id) => !own.has(id));
  const [first] = missing;
  if (first === undefined) return;
  const { didYouMean } = await import('@phoenix/shared-config');
  const near = didYouMean(String(first), [...own.keys()].map(String));
  const file = declared.files[kind];
  const what = missing.length === 1 ? `${first} is` : `${missing.join(', ')} are`;
  throw new PhoenixError(`${what} not declared in ${file}`, {
    exit: EXIT.notFound,
    hint: other.has(first)
      ? `${first} is a ${kind === 'vm' ? 'container: lxc-manager' : 'VM: vm-manager'} makes it`
      : near === undefined
        ? 'phoenix status lists what is declared'
        : `did you mean ${near} (${own.get(Number(near))?.name})?`,
  });
}
