import type { GuestKind } from './declared.ts';

/** Features that need no site script. A site script of the same name goes before them. */
export const builtInFeatures: Readonly<Record<GuestKind, ReadonlySet<string>>> = {
  lxc: new Set(['base_setup', 'docker', 'nvidia']),
  vm: new Set(['base_setup', 'docker']),
};

/**
 * Where the script of a feature lies. That of a container runs on the host, that of a VM inside it;
 * both have the id of the guest as their argument.
 */
export function featureScriptPath(baseDir: string, kind: GuestKind, feature: string): string {
  return kind === 'lxc'
    ? `${baseDir}/bin/lxc_setup/phoenix_hypervisor_feature_install_${feature}.sh`
    : `${baseDir}/bin/vm_features/feature_install_${feature}.sh`;
}

/** What site scripts share with one another. */
export function commonUtilsPath(baseDir: string): string {
  return `${baseDir}/bin/phoenix_hypervisor_common_utils.sh`;
}

/** Where a script of `hypervisor_setup.scripts` lies. */
export function setupScriptPath(baseDir: string, file: string): string {
  return `${baseDir}/bin/hypervisor_setup/${file}`;
}

/** Where the site's template of what cloud-init is told lies. */
export function cloudInitPath(baseDir: string, kind: 'user-data' | 'network-config'): string {
  return `${baseDir}/etc/cloud-init/${kind}.template.yml`;
}

/** Where an application script lies on the host. */
export function applicationScriptPath(baseDir: string, script: string): string {
  return `${baseDir}/bin/${script}`;
}

/** Where a script of `health_checks` lies. */
export function healthScriptPath(baseDir: string, script: string): string {
  return `${baseDir}/bin/health_checks/${script}`;
}

/** Where a test lies. */
export function testPath(baseDir: string, path: string): string {
  return `${baseDir}/bin/tests/${path}`;
}

/** A file named absolutely or relative to the base directory. */
export function sourcePath(baseDir: string, source: string): string {
  return source.startsWith('/') ? source : `${baseDir}/${source}`;
}

/** Where a site's own AppArmor profile lies; undefined for those that the system brings. */
export function profilePath(baseDir: string, profile: string | undefined): string | undefined {
  if (profile === undefined || /^(?:unconfined|generated|lxc-container-default.*)$/.test(profile)) {
    return undefined;
  }
  return `${baseDir}/etc/apparmor/${profile}`;
}
