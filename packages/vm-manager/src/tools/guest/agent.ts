import {
  formatDuration,
  type Host,
  Interrupted,
  PhoenixError,
  type Stop,
} from '@phoenix/shared-runtime';
import { VMS } from '@phoenix/shared-runtime/guests';
import { parseConf } from '@phoenix/shared-runtime/pve';
import { byHand, troubleOf } from './agent-error.ts';
import { type Answer, parseAnswer, parseReply } from './reply.ts';

/** Seconds that the agent may stay away once it has answered: it is restarted or upgraded. */
const ABSENCE = 90;
/** Seconds that a lock or a slow monitor is put up with before the first answer. */
const BUSY = 20;
const PAUSE = 2;
const TELL_EVERY = 15;
/** Characters of what a guest says in the place of an answer that are told, from its end. */
const SAID = 2 ** 16;
/** Seconds for one script; each of them answers far earlier. */
const SCRIPT = 40;

/** The way into one VM. */
export interface Agent {
  /**
   * Runs a script of ours in the guest and answers what it said, however often it takes: scripts
   * may be sent again. Throws when the guest cannot be reached, and Interrupted at a stop.
   */
  ask(script: string, args: readonly (string | number)[], input?: Uint8Array): Promise<Answer>;
  /** The same without patience, and although a stop was asked for. */
  askOnce(script: string, args: readonly (string | number)[]): Promise<Answer>;
  /** False as long as nothing can have happened in the guest. */
  readonly used: boolean;
}

/** How an agent is talked to. */
export interface AgentOptions {
  readonly host: Pick<Host, 'query' | 'now' | 'sleep' | 'read'>;
  readonly vmid: number;
  /** What errors begin with: `cannot run ls in 8001`. */
  readonly attempt: string;
  /** Seconds to wait for its first answer. */
  readonly wait: number;
  readonly stop: Stop;
  readonly tell: (line: string) => void;
}

export function agentOf({ host, vmid, attempt, wait, stop, tell }: AgentOptions): Agent {
  let answered = false;
  let used = false;

  /** One call; a string is why there was no answer this time. */
  const once = async (
    script: string,
    args: readonly (string | number)[],
    input?: Uint8Array,
  ): Promise<Answer | string> => {
    used = true;
    const options = input === undefined ? [] : ['--pass-stdin', '1'];
    const words = ['sh', '-c', script, 'phoenix', ...args.map(String)];
    const argv = ['qm', 'guest', 'exec', `${vmid}`, '--timeout', `${SCRIPT}`, ...options, '--'];
    const result = await host.query([...argv, ...words], {
      timeout: SCRIPT + 20,
      ...(input !== undefined && { input: `${Buffer.from(input).toString('base64')}\n` }),
    });
    if (result.exit !== 0 || result.timedOut) {
      const isTemplate =
        parseConf(host.read(VMS.conf(vmid)) ?? '').main.keys.get('template') === '1';
      const trouble = troubleOf(result, { vmid, attempt, answered, isTemplate });
      if (trouble.is === 'away') return trouble.said;
      throw trouble.error;
    }
    const reply = parseReply(result.stdout);
    if (reply === undefined) {
      throw new PhoenixError(`${attempt}: qm guest exec gave no JSON`, { hint: byHand(vmid) });
    }
    const answer = parseAnswer(reply.out);
    if (answer === undefined) {
      // Ended by a signal, or not at all: the agent or the guest went down, or has no time.
      if (!reply.exited || reply.exit === undefined) return 'the guest took too long to answer';
      const output = `${reply.out}${reply.err}`.trim().slice(-SAID);
      throw new PhoenixError(`${attempt}: the shell of the guest failed (${reply.exit})`, {
        output,
        status: reply.exit,
        hint: byHand(vmid),
      });
    }
    answered = true;
    return refused(answer, attempt);
  };

  const allowed = (said: string) => {
    if (answered) return ABSENCE;
    return said.includes('agent is not running') ? wait : Math.max(wait, BUSY);
  };

  return {
    get used() {
      return used;
    },
    async ask(script, args, input) {
      const begun = host.now();
      let told = 0;
      for (;;) {
        if (stop.requested) throw new Interrupted(`at work in ${vmid}`, stop);
        const answer = await once(script, args, input);
        if (typeof answer !== 'string') return answer;
        const elapsed = (host.now() - begun) / 1000;
        const most = allowed(answer);
        if (elapsed + PAUSE > most) throw silent(attempt, vmid, elapsed, answer, answered, wait);
        if (elapsed - told >= TELL_EVERY) {
          told = elapsed;
          const waited = `${formatDuration(elapsed)}, at most ${formatDuration(most)}`;
          tell(`${vmid} waits for the guest agent (${waited}): ${answer}`);
        }
        await host.sleep(PAUSE, stop.asked);
      }
    },
    async askOnce(script, args) {
      const answer = await once(script, args);
      if (typeof answer !== 'string') return answer;
      throw silent(attempt, vmid, 0, answer, answered, wait);
    },
  };
}

function silent(
  attempt: string,
  vmid: number,
  elapsed: number,
  said: string,
  answered: boolean,
  wait: number,
): PhoenixError {
  const longer =
    wait > 0
      ? 'if it needs longer: --agent-wait (timeouts.ready in the configuration)'
      : '--agent-wait 300 waits for it';
  const since = elapsed < 1 ? '' : ` for ${formatDuration(elapsed)}`;
  const what = answered ? 'the guest has stopped answering' : 'its guest agent does not answer';
  return new PhoenixError(`${attempt}: ${what}${since}; last seen: ${said}`, {
    hint: answered
      ? `look at it with qm status ${vmid} and qm terminal ${vmid}`
      : `see with qm terminal ${vmid} whether it has booted and qemu-guest-agent runs in it; ${longer}`,
  });
}

/** What a script could not do is the failure of the whole. */
function refused(answer: Answer, attempt: string): Answer {
  const [word, ...rest] = answer.words;
  if (word === 'refused') throw new PhoenixError(`${attempt}: ${rest.join(' ')}`);
  if (word === 'lacks') {
    throw new PhoenixError(`${attempt}: the guest has no ${rest.join(' ')}`, {
      hint: 'coreutils and util-linux, or a full busybox, must be installed in it',
    });
  }
  return answer;
}
