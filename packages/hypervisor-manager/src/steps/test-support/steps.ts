import { wholePlan } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import type { StepDraft } from '../../setup/step.ts';

export const SERVICE_OFF = { enabled: false, active: false };
export const NO_ZFS = { pools: [], datasets: [] };
export const directory = (mode: number, uid = 0, gid = 0) =>
  ({ kind: 'directory', uid, gid, mode, size: 0 }) as const;
export const dataset = (name: string, properties: Record<string, string>, type?: string) => ({
  name,
  pool: 'tank',
  properties,
  ...(type !== undefined && { proxmox_storage_type: type }),
  proxmox_content_type: type === undefined ? [] : ['images', 'rootdir'],
});

/** Plans of a step by what is planned, each as it is told in whole-plans/NAME.txt beside its test. */
export function wholePlans(
  plans: Readonly<Record<string, () => StepDraft | Promise<StepDraft>>>,
): void {
  it.each(Object.entries(plans))('%s', async (name, draft) => {
    const path = `whole-plans/${name.replace(/[ ,]+/g, '-')}.txt`;
    await expect(wholePlan(await draft())).toMatchFileSnapshot(path);
  });
}
