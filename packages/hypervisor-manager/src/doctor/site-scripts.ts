import {
  applicationScriptPath,
  builtInFeatures,
  type Declared,
  featureScriptPath,
  type GuestKind,
  healthScriptPath,
  type LxcGuest,
  setupScriptPath,
  testPath,
  type VmGuest,
} from '@phoenix/shared-config';
import { scriptFact } from '@phoenix/shared-runtime/guests';
import type { CarefulLook } from './careful.ts';
import type { SiteScript } from './facts.ts';

interface Use {
  readonly path: string;
  readonly guest?: number;
}

/** Every script that a declaration names, as it lies on the host. */
export function siteScripts(declared: Declared, host: CarefulLook): SiteScript[] {
  const uses = [
    ...hostUses(declared),
    ...[...declared.lxc.values()].flatMap((guest) => containerUses(declared.baseDir, guest)),
    ...[...declared.vms.values()].flatMap((guest) => machineUses(declared.baseDir, guest)),
  ];
  return [...Map.groupBy(uses, ({ path }) => path)].map(([path, all]) => ({
    path,
    fact: scriptFact(host, path),
    isExecutable: ((host.info(path)?.mode ?? 0) & 0o111) !== 0,
    guests: [...new Set(all.flatMap(({ guest }) => guest ?? []))],
  }));
}

function hostUses({ baseDir, hypervisor }: Declared): Use[] {
  const { tests, hypervisor_setup } = hypervisor;
  return [
    ...Object.values(hypervisor_setup.scripts).map((file) => ({
      path: setupScriptPath(baseDir, file),
    })),
    ...Object.values(tests)
      .flat()
      .map(({ path }) => ({ path: testPath(baseDir, path) })),
  ];
}

function containerUses(baseDir: string, guest: LxcGuest): Use[] {
  const { application_script: application } = guest;
  const paths = [
    ...features(baseDir, 'lxc', guest.features),
    ...(application === undefined ? [] : [applicationScriptPath(baseDir, application)]),
    ...guest.health_checks.map(({ script }) => healthScriptPath(baseDir, script)),
    ...Object.values(guest.integration_tests).map((path) => testPath(baseDir, path)),
    ...tests(baseDir, guest),
  ];
  return paths.map((path) => ({ path, guest: guest.id }));
}

function machineUses(baseDir: string, guest: VmGuest): Use[] {
  const paths = [...features(baseDir, 'vm', guest.features), ...tests(baseDir, guest)];
  return paths.map((path) => ({ path, guest: guest.id }));
}

function features(baseDir: string, kind: GuestKind, names: readonly string[]): string[] {
  const own = names.filter((name) => !builtInFeatures[kind].has(name));
  return own.map((name) => featureScriptPath(baseDir, kind, name));
}

function tests(baseDir: string, guest: Pick<LxcGuest, 'tests'>): string[] {
  return Object.values(guest.tests)
    .flat()
    .map(({ path }) => testPath(baseDir, path));
}
