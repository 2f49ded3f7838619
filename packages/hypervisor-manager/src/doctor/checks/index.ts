import type { Check } from '../finding.ts';
import { configuration } from './configuration.ts';
import { idRanges, nesting, profiles } from './containers.ts';
import { driver, gpus, kvm } from './graphics.ts';
import { clock, journal, restart, services, subscription, timers } from './host.ts';
import { bridges, firewall, nodeName } from './network.ts';
import { proxmox, version } from './proxmox.ts';
import { root } from './root.ts';
import { executable, lineEnds, missingScripts } from './scripts.ts';
import { images, templates } from './sources.ts';
import { disabledStorages, snippets, storageContent, storageSpace, storages } from './storages.ts';
import { halfMade, leftUndo, locks } from './unfinished.ts';

/** Every check, in the order in which their findings are told. */
export const CHECKS: readonly Check[] = [
  root,
  proxmox,
  version,
  configuration,
  services,
  nodeName,
  storages,
  disabledStorages,
  storageContent,
  snippets,
  storageSpace,
  templates,
  images,
  bridges,
  firewall,
  gpus,
  driver,
  kvm,
  idRanges,
  nesting,
  profiles,
  missingScripts,
  lineEnds,
  executable,
  locks,
  halfMade,
  leftUndo,
  journal,
  timers,
  restart,
  clock,
  subscription,
];
