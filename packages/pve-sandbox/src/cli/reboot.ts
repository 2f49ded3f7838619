import { mkdirSync, rmSync } from 'node:fs';
import { bootKernel } from '../host/kernel/boot.ts';
import { makeLayout } from '../host/layout.ts';
import { applyInterfaces, readInterfaces } from '../host/network/apply.ts';
import { endProcessesIn, processesRootedIn } from '../host/rooted.ts';
import { forgetStates, setActive } from '../host/services/active.ts';
import { runHook } from '../host/services/hooks.ts';
import { packagedUnits } from '../host/services/packaged-units.ts';
import { forgetTimer } from '../host/services/timers.ts';
import { findUnit } from '../host/services/units.ts';
import { enabledUnits } from '../host/services/wants.ts';
import { OWN } from '../record/files.ts';
import { list } from '../state/files.ts';
import { hostPath } from '../state/paths.ts';
import { Refusal } from './usage.ts';

/**
 * The host goes down and comes up: its processes, guests, transient timers and /run are gone, the
 * kernel has its new command line and modules, enabled units run, the network is as declared.
 */
export async function reboot(root: string): Promise<void> {
  await endProcessesIn(root);
  if (processesRootedIn(root).length > 0) throw new Refusal('cannot end all processes of the host');
  for (const place of ['running', 'running-vms', 'machines']) {
    rmSync(hostPath(`${OWN}/${place}`), { recursive: true, force: true });
  }
  for (const name of list(`${OWN}/timers`)) forgetTimer(name);
  for (const name of list('/run'))
    rmSync(hostPath(`/run/${name}`), { recursive: true, force: true });
  mkdirSync(hostPath('/run'), { recursive: true });
  makeLayout(root);
  forgetStates();
  bootKernel();
  for (const { name, owner } of packagedUnits()) if (owner === 'systemd') setActive(name);
  applyInterfaces(readInterfaces().interfaces);
  for (const name of enabledUnits()) {
    if (findUnit(name)?.masked !== false || name === 'networking.service') continue;
    setActive(name);
    await runHook(name);
  }
  setActive('networking.service');
}
