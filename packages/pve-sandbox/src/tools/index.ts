import type { Loaders } from './cli/dispatch.ts';
import { dispatch } from './cli/dispatch.ts';

const pct: Loaders = {
  clone: async () => (await import('./pct/clone.ts')).clone,
  config: async () => (await import('./pct/config.ts')).config,
  create: async () => (await import('./pct/create.ts')).create,
  delsnapshot: async () => (await import('./pct/delsnapshot.ts')).delsnapshot,
  destroy: async () => (await import('./pct/destroy.ts')).destroy,
  df: async () => (await import('./pct/df.ts')).df,
  enter: async () => (await import('./pct/exec.ts')).enterGuest,
  exec: async () => (await import('./pct/exec.ts')).exec,
  list: async () => (await import('./pct/list.ts')).list,
  listsnapshot: async () => (await import('./pct/listsnapshot.ts')).listsnapshot,
  mount: async () => (await import('./pct/mount.ts')).mount,
  'move-volume': async () => (await import('./pct/move-volume.ts')).moveVolume,
  pending: async () => (await import('./pct/pending.ts')).pending,
  pull: async () => (await import('./pct/pull.ts')).pull,
  push: async () => (await import('./pct/push.ts')).push,
  reboot: async () => (await import('./pct/reboot.ts')).reboot,
  rescan: async () => (await import('./pct/rescan.ts')).rescan,
  resize: async () => (await import('./pct/resize.ts')).resize,
  rollback: async () => (await import('./pct/rollback.ts')).rollback,
  set: async () => (await import('./pct/set.ts')).set,
  shutdown: async () => (await import('./pct/stop.ts')).shutdown,
  snapshot: async () => (await import('./pct/snapshot.ts')).snapshot,
  start: async () => (await import('./pct/start.ts')).start,
  status: async () => (await import('./pct/status.ts')).status,
  stop: async () => (await import('./pct/stop.ts')).stop,
  suspend: async () => (await import('./pct/suspend.ts')).suspend,
  template: async () => (await import('./pct/template.ts')).template,
  unlock: async () => (await import('./pct/unlock.ts')).unlock,
  unmount: async () => (await import('./pct/mount.ts')).unmount,
};

const pvesm: Loaders = {
  add: async () => (await import('./pvesm/add.ts')).add,
  alloc: async () => (await import('./pvesm/alloc.ts')).alloc,
  free: async () => (await import('./pvesm/free.ts')).free,
  list: async () => (await import('./pvesm/list.ts')).list,
  path: async () => (await import('./pvesm/path.ts')).path,
  remove: async () => (await import('./pvesm/remove.ts')).remove,
  set: async () => (await import('./pvesm/set.ts')).set,
  status: async () => (await import('./pvesm/status.ts')).status,
};

const pveam: Loaders = {
  available: async () => (await import('./pveam/available.ts')).available,
  download: async () => (await import('./pveam/download.ts')).download,
  list: async () => (await import('./pveam/list.ts')).list,
  remove: async () => (await import('./pveam/remove.ts')).remove,
  update: async () => (await import('./pveam/update.ts')).update,
};

// The place of the virtual machines' commands.
const qm: Loaders = {
  clone: async () => (await import('./qm/clone.ts')).clone,
  config: async () => (await import('./qm/config.ts')).config,
  create: async () => (await import('./qm/create.ts')).create,
  destroy: async () => (await import('./qm/destroy.ts')).destroy,
  list: async () => (await import('./qm/list.ts')).list,
  status: async () => (await import('./qm/status.ts')).status,
};

const tools: Record<string, (argv: string[]) => Promise<number>> = {
  pct: (argv) => dispatch('pct', pct, argv),
  pvesm: (argv) => dispatch('pvesm', pvesm, argv),
  pveam: (argv) => dispatch('pveam', pveam, argv),
  qm: (argv) => dispatch('qm', qm, argv),
  pvesh: async (argv) => (await import('./pvesh.ts')).pvesh(argv),
  pveversion: async (argv) => (await import('./pveversion.ts')).pveversion(argv),
  'lxc-attach': async (argv) => (await import('./lxc-attach.ts')).lxcAttach(argv),
};

/** Runs one of Proxmox's programs. @returns its exit code */
export async function runTool(name: string, argv: string[]): Promise<number> {
  const tool = tools[name];
  if (tool !== undefined) return await tool(argv);
  process.stderr.write(`${name}: not simulated by pve-sandbox\n`);
  return 255;
}
