import { dirname } from 'node:path';
import {
  absolutePath,
  awaitTurn,
  EXIT,
  nodeCrypto,
  PhoenixError,
  parseId,
  printable,
  quoteWord,
  type ToolContext,
  type ToolDefinition,
  usageError,
} from '@phoenix/shared-runtime';
import { type Agent, agentOf } from './guest/agent.ts';
import { PUSH } from './guest/push-script.ts';
import { PIECE } from './pieces.ts';

/** `push VMID FILE DESTINATION`: what `pct push` is for containers. */
export const push: ToolDefinition = {
  summary: 'copy a file into a VM through its guest agent',
  description: [
    'The file goes in pieces into a file beside its destination, its SHA-256 is checked in the',
    'guest, and only then it takes its name: whoever reads it there finds all of it or what was',
    'there before. It belongs to root.',
  ],
  examples: [
    ['push 8001 setup.sh /root/setup.sh --perms 755', 'copies a script into VM 8001'],
    ['push 8001 /etc/motd /etc/motd', 'copies a file, with the permissions that it has'],
  ],
  words: ['VMID', 'FILE', 'DESTINATION'],
  flags: {
    perms: { value: 'MODE', help: 'permissions in octal; those of FILE when absent' },
  },
  stopping: 'interrupted; the destination stays as it was',
  run: runPush,
};

async function runPush({ host, stop, out, words, flags }: ToolContext): Promise<undefined> {
  const [id = '', typed = '', destination = ''] = words;
  const vmid = parseId(id);
  const file = absolutePath(typed);
  const info = host.info(file);
  if (!/^\/.*[^/]$/s.test(destination)) {
    throw usageError(
      `${JSON.stringify(destination)} is no destination`,
      'it is the absolute path of a file in the guest: /root/setup.sh',
    );
  }
  const attempt = `cannot copy ${printable(typed)} into ${vmid}`;
  const sum = host.hash(file);
  if (info === undefined || sum === undefined) {
    throw new PhoenixError(`${attempt}: there is no such file`, {
      exit: EXIT.notFound,
      hint: `see ls -l ${quoteWord(dirname(file))}`,
    });
  }
  const mode = flags.perms ?? (info.kind === 'link' ? 0o644 : info.mode & 0o777).toString(8);
  if (!/^[0-7]{3,4}$/.test(mode)) {
    throw usageError(`--perms cannot be ${JSON.stringify(mode)}`, 'try 644 or 755');
  }
  const tell = (line: string) => out.talk(`${printable(line)}\n`);
  const agent = agentOf({ host, vmid, attempt, wait: 0, stop, tell });
  const to = [
    Buffer.from(destination).toString('base64'),
    nodeCrypto().randomBytes(8).toString('hex'),
  ];
  const read = (offset: number) => host.readPiece(file, offset, PIECE) ?? new Uint8Array();
  // Two that grow the same file would take each other's pieces away.
  const turn = { work: 'push', target: `${vmid}:${destination}`, command: `push ${vmid}` } as const;
  const lock = await awaitTurn(turn, { host, stop, tell });
  try {
    await send(agent, to, read, sum, mode);
  } catch (error) {
    // What has arrived is of no use; when that cannot be removed either, the next push does it.
    if (agent.used) await agent.askOnce(PUSH, ['drop', ...to]).catch(() => {});
    throw error;
  } finally {
    lock.release();
  }
}

async function send(
  agent: Agent,
  to: readonly string[],
  read: (offset: number) => Uint8Array,
  sum: string,
  mode: string,
): Promise<void> {
  let offset = 0;
  let bytes = read(0);
  for (;;) {
    const next = bytes.length < PIECE ? new Uint8Array() : read(offset + bytes.length);
    const piece = [offset, bytes.length];
    if (next.length === 0) {
      const size = offset + bytes.length;
      await agent.ask(PUSH, ['put', ...to, ...piece, size, sum, mode], bytes);
      return;
    }
    await agent.ask(PUSH, ['feed', ...to, ...piece], bytes);
    offset += bytes.length;
    bytes = next;
  }
}
