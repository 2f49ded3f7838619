import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { OWN } from '../../record/files.ts';
import { hostPath } from '../../state/paths.ts';

/** What the running system knows of its units: a file for each that is active, or that failed. */
const folder = (state: 'active' | 'failed') => hostPath(`${OWN}/units/${state}`);

/** Marks a unit as active. */
export function setActive(unit: string): void {
  mark('active', unit);
  rmSync(`${folder('failed')}/${unit}`, { force: true });
}

/** Marks a unit as inactive. */
export function setInactive(unit: string): void {
  for (const state of ['active', 'failed'] as const) {
    rmSync(`${folder(state)}/${unit}`, { force: true });
  }
}

/** Marks a unit as failed. */
export function setFailed(unit: string): void {
  setInactive(unit);
  mark('failed', unit);
}

/** Forgets every state, as a machine does that is switched off. */
export function forgetStates(): void {
  rmSync(hostPath(`${OWN}/units`), { recursive: true, force: true });
}

/** Whether the unit is marked as active. */
export const isMarkedActive = (unit: string): boolean => existsSync(`${folder('active')}/${unit}`);

/** Whether the unit failed. */
export const hasFailed = (unit: string): boolean => existsSync(`${folder('failed')}/${unit}`);

function mark(state: 'active' | 'failed', unit: string): void {
  mkdirSync(folder(state), { recursive: true });
  writeFileSync(`${folder(state)}/${unit}`, '');
}
