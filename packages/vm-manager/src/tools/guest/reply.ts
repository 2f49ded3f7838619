/** What `qm guest exec` prints: the state of a process that the agent started. */
export interface AgentReply {
  readonly exited: boolean;
  readonly exit: number | undefined;
  readonly out: string;
  readonly err: string;
}

/** Reads its JSON; undefined for anything else. On its timeout it holds nothing but a pid. */
export function parseReply(stdout: string): AgentReply | undefined {
  let value: unknown;
  try {
    value = JSON.parse(stdout);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(value));
  const exit = fields.get('exitcode');
  return {
    exited: Number(fields.get('exited') ?? 0) === 1,
    exit: typeof exit === 'number' ? exit : undefined,
    out: String(fields.get('out-data') ?? ''),
    err: String(fields.get('err-data') ?? ''),
  };
}

/** What a script of ours answered from a guest. */
export interface Answer {
  /** The words of its first line. */
  readonly words: readonly string[];
  readonly body: Uint8Array;
}

/** Reads what a script printed; undefined when it is no answer of ours. */
export function parseAnswer(out: string): Answer | undefined {
  const [first = '', ...rest] = out.split('\n');
  const [mark, ...words] = first.trim().split(' ');
  if (mark !== 'phoenix' || words.length === 0) return undefined;
  return { words, body: Buffer.from(rest.join(''), 'base64') };
}
