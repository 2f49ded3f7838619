/** Default deadlines in seconds. */
export const DEADLINES = {
  create: 1800,
  clone: 3600,
  set: 60,
  resize: 600,
  start: 180,
  ready: 120,
  feature: 3600,
  application: 3600,
  health: 30,
  snapshot: 600,
  stop: 60,
  destroy: 600,
  push: 120,
} as const;
