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

const qm: Loaders = {
  clone: async () => (await import('./qm/clone.ts')).clone,
  'cloudinit dump': async () => (await import('./qm/cloudinit-dump.ts')).dump,
  'cloudinit pending': async () => (await import('./qm/cloudinit-pending.ts')).pending,
  'cloudinit update': async () => (await import('./qm/cloudinit-update.ts')).update,
  config: async () => (await import('./qm/config.ts')).config,
  create: async () => (await import('./qm/create.ts')).create,
  delsnapshot: async () => (await import('./qm/delsnapshot.ts')).delsnapshot,
  destroy: async () => (await import('./qm/destroy.ts')).destroy,
  'disk import': async () => (await import('./qm/disk-import.ts')).diskImport,
  'disk move': async () => (await import('./qm/disk-move.ts')).diskMove,
  'disk rescan': async () => (await import('./qm/disk-rescan.ts')).diskRescan,
  'disk resize': async () => (await import('./qm/disk-resize.ts')).diskResize,
  'disk unlink': async () => (await import('./qm/disk-unlink.ts')).diskUnlink,
  'guest cmd': async () => (await import('./qm/agent.ts')).agent,
  'guest exec': async () => (await import('./qm/guest-exec.ts')).guestExec,
  'guest exec-status': async () => (await import('./qm/guest-exec-status.ts')).guestExecStatus,
  'guest passwd': async () => (await import('./qm/guest-passwd.ts')).guestPasswd,
  list: async () => (await import('./qm/list.ts')).list,
  listsnapshot: async () => (await import('./qm/listsnapshot.ts')).listsnapshot,
  pending: async () => (await import('./qm/pending.ts')).pending,
  reboot: async () => (await import('./qm/reboot.ts')).reboot,
  reset: async () => (await import('./qm/reset.ts')).reset,
  resume: async () => (await import('./qm/pause.ts')).resume,
  rollback: async () => (await import('./qm/rollback.ts')).rollback,
  set: async () => (await import('./qm/set.ts')).set,
  showcmd: async () => (await import('./qm/showcmd.ts')).showcmd,
  shutdown: async () => (await import('./qm/stop.ts')).shutdown,
  snapshot: async () => (await import('./qm/snapshot.ts')).snapshot,
  start: async () => (await import('./qm/start.ts')).start,
  status: async () => (await import('./qm/status.ts')).status,
  stop: async () => (await import('./qm/stop.ts')).stop,
  suspend: async () => (await import('./qm/pause.ts')).suspend,
  template: async () => (await import('./qm/template.ts')).template,
  unlock: async () => (await import('./qm/unlock.ts')).unlock,
  wait: async () => (await import('./qm/wait.ts')).wait,
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
