import { UNDO } from '@phoenix/shared-runtime/guests';
import type { Facts, SeenGuest } from '../facts.ts';
import type { Check, Finding } from '../finding.ts';

export const locks: Check = {
  name: 'locks',
  find: (facts) =>
    facts.guests.flatMap((guest): Finding[] => {
      const lock = guest.conf.main.keys.get('lock');
      if (lock === undefined || guest.isAtWork || hasJob(guest, facts)) return [];
      const { id } = guest;
      return [
        {
          severity: 'error',
          message: `${id} is locked (${lock}), and no job of Proxmox is at work on it`,
          hint: unlockHint(guest, facts),
          guests: [id],
        },
      ];
    }),
};

/** What phoenix left locked it frees itself; a clone that was cut off has locked its source. */
function unlockHint({ id, kind }: SeenGuest, { marked, open }: Facts): string {
  if (marked.has(`${kind}-${id}`)) return `phoenix create ${id} goes on with what was cut off`;
  const clone = open.find((one) => one.kind === kind && one.source === id);
  if (clone !== undefined)
    return `phoenix create ${clone.id} goes on with the clone that was cut off`;
  const tool = kind === 'lxc' ? 'pct' : 'qm';
  return `look at it (${tool} config ${id}), then ${tool} unlock ${id}`;
}

/** A clone is listed under its source, a backup of several guests under none. */
function hasJob({ id }: SeenGuest, { jobs }: Facts): boolean {
  return jobs.some((job) => job.id === `${id}` || job.id === '' || /clone$/.test(job.type));
}

export const halfMade: Check = {
  name: 'half-made',
  find: ({ open }) =>
    open.map(({ id, stage, since }): Finding => {
      const isStart = stage === 'start';
      return {
        severity: isStart ? 'warning' : 'error',
        message: isStart
          ? `${id} was started at ${since}, and not seen to be ready and healthy`
          : `${id} is half-made: its creation of ${since} has not come to its end`,
        hint: isStart ? `phoenix start ${id} waits for it` : `phoenix create ${id} goes on with it`,
        guests: [id],
      };
    }),
};

export const leftUndo: Check = {
  name: 'left-undo',
  find({ guests }) {
    const left = guests.filter(
      ({ conf, isAtWork }) => !isAtWork && (conf.snapshots.has(UNDO) || conf.unfinished.has(UNDO)),
    );
    return left.map(
      ({ id }): Finding => ({
        severity: 'warning',
        message: `${id} still has the snapshot ${UNDO} of a change that was cut off`,
        hint: `phoenix converge ${id} takes it away`,
        guests: [id],
      }),
    );
  },
};
