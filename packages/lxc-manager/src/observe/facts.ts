import type { Declared, LxcGuest } from '@phoenix/shared-config';
import type { FileInfo, Host } from '@phoenix/shared-runtime';
import { parseStorages } from '@phoenix/shared-runtime/pve';
import { PATHS, SITE } from '../paths.ts';
import { gpuDevices } from '../plan/devices.ts';
import { templatePlaces } from '../plan/template-file.ts';
import type { HostFacts, ScriptFact } from './observed.ts';

/** Looks at everything on the host that these containers refer to, once each. */
export function gatherFacts(
  host: Host,
  declared: Declared,
  guests: readonly LxcGuest[],
): HostFacts {
  const storages = parseStorages(host.read(PATHS.storages) ?? '');
  const paths = new Map<string, FileInfo | undefined>();
  const scripts = new Map<string, ScriptFact>();
  const texts = new Map<string, string>();
  const lookAt = (path: string) => {
    if (!paths.has(path)) paths.set(path, host.info(path));
  };
  const lookAtScript = (path: string) => {
    if (scripts.has(path)) return;
    const fact = scriptFact(host, path);
    if (fact) scripts.set(path, fact);
  };
  const readText = (path: string) => {
    const text = texts.has(path) ? undefined : host.read(path);
    if (text !== undefined) texts.set(path, text);
  };
  for (const guest of guests) {
    lookAt(PATHS.bridge(guest.network_config.bridge));
    for (const device of gpuDevices(guest)) lookAt(device);
    for (const { host_path } of [...guest.shared_mounts, ...guest.mount_points]) lookAt(host_path);
    if (guest.template !== undefined)
      for (const { path } of templatePlaces(guest.template, storages)) lookAt(path);
    for (const path of siteFiles(declared, guest)) lookAtScript(path);
    if (guest.apparmor_profile !== undefined && !guest.apparmor_profile.includes('/')) {
      readText(SITE.apparmor(declared.baseDir, guest.apparmor_profile));
      readText(PATHS.apparmor(guest.apparmor_profile));
    }
    if (guest.id_maps.length > 0) for (const path of ['/etc/subuid', '/etc/subgid']) readText(path);
  }
  return { storages, paths, scripts, texts };
}

/** Files of the site that may run for a container, or be pushed into it. */
function siteFiles({ baseDir, files }: Declared, guest: LxcGuest): string[] {
  const application = guest.application_script;
  return [
    ...guest.features.map((name) => SITE.feature(baseDir, name)),
    ...(application === undefined
      ? []
      : [SITE.application(baseDir, application), SITE.common(baseDir), files.lxc]),
    ...guest.application_files.map(({ source }) =>
      source.startsWith('/') ? source : `${baseDir}/${source}`,
    ),
    ...guest.health_checks.map(({ script }) => SITE.health(baseDir, script)),
    ...Object.values(guest.tests).flatMap((suite) =>
      suite.map(({ path }) => SITE.test(baseDir, path)),
    ),
    ...Object.values(guest.integration_tests).map((path) => SITE.test(baseDir, path)),
  ];
}

/** Scripts are often not executable: then the interpreter of their first line starts them. */
function scriptFact(host: Host, path: string): ScriptFact | undefined {
  const info = host.info(path);
  const hash = host.hash(path);
  if (hash === undefined || info === undefined) return undefined;
  if ((info.mode & 0o111) !== 0) return { path, hash, command: [path] };
  const first = (host.read(path) ?? '').split('\n', 1)[0] ?? '';
  const words = /^#!\s*(\S.*)$/.exec(first)?.[1]?.trim().split(/\s+/) ?? ['/bin/sh'];
  const [interpreter = '/bin/sh', ...args] = words;
  return { path, hash, command: [interpreter, ...args, path] };
}
