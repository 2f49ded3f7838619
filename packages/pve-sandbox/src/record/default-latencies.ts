/**
 * Seconds at time scale 1, measured on real hosts: what the start of a Perl program costs before it
 * does anything. The phases of longer jobs bring their own.
 */
export const defaultLatencies: Readonly<Record<string, number>> = {
  pct: 0.5,
  qm: 0.5,
  pvesm: 0.5,
  pveam: 0.5,
  pvesh: 0.6,
  pveum: 0.6,
};
