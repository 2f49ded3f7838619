/** What starting, restarting or reloading a unit does besides that the unit is active. */
type Hook = () => number | Promise<number>;

const hooks: Record<string, () => Promise<Hook>> = {
  'apparmor.service': async () => (await import('../kernel/apparmor.ts')).loadAllProfiles,
  'networking.service': async () => (await import('../network/apply.ts')).reloadQuietly,
  'nfs-server.service': async () => (await import('../sharing/exportfs.ts')).exportAll,
  'systemd-modules-load.service': async () => (await import('../kernel/modules.ts')).loadConfigured,
};

/** Runs what belongs to a unit's start. @returns 0, or what it failed with */
export async function runHook(unit: string): Promise<number> {
  const hook = Object.hasOwn(hooks, unit) ? hooks[unit] : undefined;
  return hook === undefined ? 0 : await (await hook())();
}
