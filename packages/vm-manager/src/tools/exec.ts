import {
  Interrupted,
  nodeCrypto,
  PhoenixError,
  parseDuration,
  parseId,
  printable,
  stopExit,
  type ToolContext,
  type ToolDefinition,
  usageError,
} from '@phoenix/shared-runtime';
import { type Agent, agentOf } from './guest/agent.ts';
import { EXEC } from './guest/exec-script.ts';
import type { Answer } from './guest/reply.ts';
import { encodeCommand } from './guest/shell-word.ts';
import { readStdin } from './read-stdin.ts';

/** Bytes of output that one call brings at most. */
const LIMIT = 192 * 1024;
/** How often one call looks in the guest for output: for about five seconds. */
const LOOKS = 33;
/** A word of a command line is 128 KiB at most, in Linux. */
const LONGEST = 120_000;

/** `exec VMID -- COMMAND`: what `pct exec` is for containers. */
export const exec: ToolDefinition = {
  summary: 'run a command in a VM through its guest agent',
  description: [
    'Standard input goes to the command as a whole before it starts, of any size and any bytes.',
    'Output comes while it runs, standard error among it.',
    "The command's exit status is that of exec; 1 also means that it could not be run.",
    'SIGTERM and Ctrl-C end the command in the guest.',
  ],
  examples: [
    ['exec 8001 -- uptime', 'runs uptime in VM 8001'],
    [
      'exec 8001 --agent-wait 300 -- sh -s <setup.sh',
      'waits for a booting VM, runs a script in it',
    ],
  ],
  words: ['VMID'],
  command: true,
  flags: {
    'agent-wait': { value: 'SECONDS', help: 'wait that long for the guest agent' },
  },
  stopping: 'ending the command in the guest',
  run: runExec,
};

async function runExec(context: ToolContext): Promise<number> {
  const { host, stop, out, words, command, flags } = context;
  const vmid = parseId(words[0] ?? '');
  const wait = parseDuration(flags['agent-wait'] ?? '0');
  if (wait === undefined) {
    throw usageError(`--agent-wait cannot be ${JSON.stringify(flags['agent-wait'])}`, 'try 300');
  }
  const encoded = encodeCommand(command);
  if (encoded.length > LONGEST) {
    throw usageError(
      `cannot run ${printable(command[0] ?? '')} in ${vmid}: its command line is too long for a guest`,
      'give it on standard input: sh -s',
    );
  }
  const attempt = `cannot run ${printable(command[0] ?? '')} in ${vmid}`;
  const tell = (line: string) => out.talk(`${printable(line)}\n`);
  const agent = agentOf({ host, vmid, attempt, wait, stop, tell });
  const { randomBytes } = nodeCrypto();
  const token = randomBytes(8).toString('hex');
  let from = 0;
  const show = async ({ words: [, ...rest], body }: Answer) => {
    if (body.length !== Number(rest.at(-1)) || body.length > LIMIT) throw damaged(attempt);
    from += body.length;
    if (body.length > 0) await context.writeBytes(body);
  };
  const end = async () => {
    const answer = await agent.askOnce(EXEC, ['end', token, from, LIMIT]);
    if (answer.words[0] === 'ended') await show(answer);
  };
  try {
    let answer = await start(context, agent, token, encoded);
    for (;;) {
      const [state, status] = answer.words;
      if (state === 'gone') throw unknown(attempt);
      if (state === 'noted') return noted(statusIn(status, attempt), tell);
      await show(answer);
      if (state === 'ended') return statusIn(status, attempt);
      if (state === 'lost') throw lost(attempt);
      if (state !== 'runs') throw damaged(attempt);
      answer = await agent.ask(EXEC, ['wait', token, from, LIMIT, LOOKS]);
    }
  } catch (error) {
    if (!stop.requested) throw error;
    if (agent.used)
      await end().catch((failed: Error) => tell(`it may still run: ${failed.message}`));
    return stopExit(stop);
  }
}

/** Brings standard input into the guest and starts the command with its last piece. */
async function start(
  { stdin, stop, out }: ToolContext,
  agent: Agent,
  token: string,
  encoded: string,
): Promise<Answer> {
  const hash = nodeCrypto().createHash('sha256');
  for await (const { offset, bytes, last } of readStdin(stdin(), stop, out)) {
    hash.update(bytes);
    const piece = [offset, bytes.length];
    if (!last) {
      await agent.ask(EXEC, ['feed', token, ...piece], bytes);
      continue;
    }
    const size = offset + bytes.length;
    const args = ['run', token, encoded, ...piece, size, hash.digest('hex'), LIMIT, LOOKS];
    return agent.ask(EXEC, args, size === 0 ? undefined : bytes);
  }
  throw new Interrupted('reading standard input', stop);
}

/** The exit status that a guest tells: whatever else it says ends nothing well. */
function statusIn(word: string | undefined, attempt: string): number {
  const status = /^\d{1,3}$/.test(word ?? '') ? Number(word) : 256;
  if (status > 255) throw damaged(attempt);
  return status;
}

function damaged(attempt: string): PhoenixError {
  return new PhoenixError(`${attempt}: the answer of the guest was damaged`, {
    hint: 'see in the VM what the command has done before it is run again',
  });
}

function noted(status: number, tell: (line: string) => void): number {
  tell('the connection broke as the command ended: the last of its output may be missing');
  return status;
}

function lost(attempt: string): PhoenixError {
  return new PhoenixError(`${attempt} to its end: it was ended from outside, with no exit status`, {
    hint: 'was the VM restarted meanwhile? run it again',
  });
}

function unknown(attempt: string): PhoenixError {
  return new PhoenixError(`${attempt}: nothing is known of it any more, not even whether it ran`, {
    hint: 'was the VM restarted or rolled back meanwhile? look, and run it again',
  });
}
