import type { Exposed } from '../declared.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { cloudInitPath, commonUtilsPath, setupScriptPath } from '../locations.ts';
import { scriptsNamed } from './files-exist.ts';
import type { World } from './world.ts';

/** The code of what forbids to act, though one may look: see `actingErrors`. */
const OTHERS = 'open-to-others';

/**
 * Files that others than root can change: what they say is done as root. A warning, since nothing is done
 * when somebody only looks; whoever acts makes an error of it. That a group can may be meant.
 */
export function checkExposed(world: World): void {
  const exposed = world.reader.exposed?.bind(world.reader);
  if (exposed === undefined) return;
  const found = new Map<string, { by: Exposed; paths: string[] }>();
  for (const path of new Set(pathsOf(world))) {
    const by = exposed(path);
    if (by === undefined) continue;
    const others = found.get(by.path);
    if (others === undefined) found.set(by.path, { by, paths: [path] });
    else others.paths.push(path);
  }
  for (const { by, paths } of found.values()) {
    const code = by.isOfGroup ? 'open-to-group' : OTHERS;
    world.findings.warning(code, undefined, messageOf(by, paths), {
      hint: `type ${by.repair.join(' ')} ${by.path}, after a look at what it holds`,
    });
  }
}

/** What forbids to act: the errors, and files that others can change, which are none for who looks. */
export function actingErrors(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.flatMap((one): Diagnostic[] => {
    if (one.severity === 'error') return [one];
    return one.code === OTHERS ? [{ ...one, severity: 'error' }] : [];
  });
}

function messageOf({ by, path }: Exposed, paths: readonly string[]): string {
  const [first = path, ...more] = paths;
  const through = first === path ? '' : ` through ${path}`;
  const others = more.length === 0 ? '' : ` and ${more.length} more`;
  return `${by} can change ${first}${others}${through}, and what it says is done as root`;
}

/** The configuration itself, the scripts that it names, and what the site has beside it. */
function pathsOf(world: World): string[] {
  const { baseDir, files, hypervisor } = world;
  const configuration = Object.values(files).flatMap(({ document }) => document?.file ?? []);
  const scripts = Object.values(hypervisor.hypervisor_setup.scripts);
  return [
    ...configuration,
    commonUtilsPath(baseDir),
    cloudInitPath(baseDir, 'user-data'),
    cloudInitPath(baseDir, 'network-config'),
    ...scripts.map((file) => setupScriptPath(baseDir, file)),
    ...scriptsNamed(world),
  ];
}
