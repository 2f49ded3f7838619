import { Refusal } from '../state/refusal.ts';

/** The refusal of a program that is none of Proxmox's: exit 1 unless told otherwise. */
export class Failure extends Refusal {
  constructor(message: string, exit = 1) {
    super(message, exit);
    this.name = 'Failure';
  }
}
