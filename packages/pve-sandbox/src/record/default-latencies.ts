/**
 * Seconds at time scale 1, measured on real hosts: the start of a Perl program, and the phases of
 * the longer jobs ("PROGRAM SUBCOMMAND PHASE").
 */
export const defaultLatencies: Readonly<Record<string, number>> = {
  pct: 0.5,
  qm: 0.5,
  pvesm: 0.5,
  pveam: 0.5,
  pvesh: 0.6,
  pveum: 0.6,
  'pct create allocating': 0.4,
  'pct create extracting': 3,
  'pct create configuring': 1,
  'pct start starting': 1,
  'pct stop stopping': 1,
  'pct shutdown stopping': 3,
  'pct snapshot snapshotting': 0.5,
  'pct rollback rolling-back': 0.5,
  'pct destroy destroying': 0.5,
};
