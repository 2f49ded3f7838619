import { EXIT, PhoenixError, type QueryResult } from '@phoenix/shared-runtime';

/** What a failed `qm guest exec` means: not now, or never in this way. */
export type Trouble =
  | { readonly is: 'away'; readonly said: string }
  | { readonly is: 'failure'; readonly error: PhoenixError };

/** Whom the call was for. */
export interface Asked {
  readonly vmid: number;
  /** What errors begin with: `cannot run ls in 8001`. */
  readonly attempt: string;
  /** The guest has answered before. */
  readonly answered: boolean;
  readonly isTemplate: boolean;
}

/** A restarted agent knows none of the processes that it had. */
const AWAY =
  /guest agent is not running|got timeout|can't lock|unable to (open|connect)|closed connection|PID \S+ does not exist/;

/**
 * Reads why `qm guest exec` failed. Its exit statuses tell nothing (the same error comes with
 * several), its words do; they are those of qemu-server 9 and of the agent itself.
 */
export function troubleOf(
  { output, timedOut }: QueryResult,
  { vmid, attempt, answered, isTemplate }: Asked,
): Trouble {
  const said = lastLine(output);
  const fail = (reason: string, hint: string, exit: PhoenixError['exit'] = EXIT.failed) =>
    ({
      is: 'failure',
      error: new PhoenixError(`${attempt}: ${reason}`, { exit, hint, output: output.trim() }),
    }) as const;
  if (timedOut) return { is: 'away', said: 'qm guest exec itself did not end in time' };
  if (/Configuration file .* does not exist/.test(output)) {
    return fail(`there is no VM ${vmid}`, 'qm list shows those that there are', EXIT.notFound);
  }
  if (/VM \d+ is not running/.test(output)) {
    if (isTemplate) {
      return fail('it is a template, which never runs', 'clone a VM from it and use that one');
    }
    return fail(
      `the VM is not running${answered ? ' any more' : ''}`,
      `start it: qm start ${vmid}`,
    );
  }
  if (output.includes('No QEMU guest agent configured')) {
    const commands = `qm set ${vmid} --agent enabled=1, then qm shutdown ${vmid} and qm start ${vmid}`;
    return fail('no guest agent is configured', commands);
  }
  if (AWAY.test(output)) return { is: 'away', said };
  if (/disabled|has not been found|not allowed/.test(output)) {
    return fail(
      `its guest agent refuses to run commands: ${said}`,
      'allow guest-exec in the guest (BLOCK_RPCS in /etc/sysconfig/qemu-ga), restart the agent',
    );
  }
  // Whatever it is, the way was open a moment ago: it is tried until patience ends.
  if (answered) return { is: 'away', said };
  return fail(said === '' ? 'qm guest exec failed without a word' : said, byHand(vmid));
}

/** How a person asks the agent of a VM. */
export function byHand(vmid: number): string {
  return `see what Proxmox says: qm guest exec ${vmid} -- true`;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() ?? '';
}
