import { noteChange } from '../../record/note.ts';
import { remove } from '../../state/files.ts';
import { qemuConf } from '../../state/paths.ts';
import { Refusal } from '../../state/refusal.ts';
import type { Handler } from '../cli/dispatch.ts';
import { vmConf } from './vm-conf.ts';

/** `qm destroy` of a machine without disks. */
export const destroy: Handler = ({ params }) => {
  const id = Number(params.get('vmid'));
  const lock = /^lock: *(\S+)/m.exec(vmConf(id))?.[1];
  if (lock !== undefined) throw new Refusal(`VM is locked (${lock})`, 25);
  noteChange();
  remove(qemuConf(id));
};
