import { readText } from '../state/files.ts';
import { err, out } from '../state/talk.ts';

const FILE = '/etc/subscription';

/** Whether the host has a subscription: a file that does not say it is new, expired or invalid. */
export function hasSubscription(): boolean {
  const text = readText(FILE);
  return text !== undefined && !/"?status"?\s*[:=]\s*"?(notfound|new|expired|invalid)/i.test(text);
}

/** pvesubscription get. */
export function pvesubscription(args: readonly string[]): number {
  if (args[0] !== 'get') {
    err('ERROR: no command specified\nUSAGE: pvesubscription <COMMAND> [ARGS] [OPTIONS]\n');
    return 255;
  }
  if (hasSubscription())
    out('level: c\nproductname: Proxmox VE Community Subscription 1 CPU/year\nstatus: active\n');
  else
    out(
      'message: There is no subscription key\nserverid: 0123456789ABCDEF0123456789ABCDEF\nstatus: notfound\nurl: https://www.proxmox.com/en/proxmox-virtual-environment/pricing\n',
    );
  return 0;
}
