import { hostPath } from '../state/paths.ts';

/** The sandbox's own directory on the simulated host; everything else of the host is the host's. */
export const OWN = '/var/lib/pve-sandbox';

/** Where the sandbox keeps what is not part of the host, as paths on this process's side. */
export const files = {
  marker: () => hostPath(`${OWN}/sandbox.json`),
  settings: () => hostPath(`${OWN}/settings.json`),
  faults: () => hostPath(`${OWN}/faults`),
  log: () => hostPath(`${OWN}/commands.jsonl`),
  guestLog: () => hostPath(`${OWN}/guest-commands.log`),
};
