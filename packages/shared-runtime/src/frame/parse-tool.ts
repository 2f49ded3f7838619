import { quoteArgv } from '../quote.ts';
import { exactArgv } from './argv.ts';
import type { ManagerDefinition } from './definition.ts';
import type { ToolDefinition } from './tool.ts';
import { usageError } from './usage-error.ts';

/** A command line that names a tool. */
export interface ToolLine {
  readonly is: 'tool';
  readonly tool: string;
  readonly definition: ToolDefinition;
  readonly words: readonly string[];
  readonly command: readonly string[];
  readonly flags: Readonly<Record<string, string>>;
}

/** The tool that a command line begins with; undefined when that is none. */
export function toolOf(
  argv: readonly string[],
  { tools = {} }: Pick<ManagerDefinition, 'tools'>,
): readonly [string, ToolDefinition] | undefined {
  const [name = ''] = argv;
  const definition = Object.hasOwn(tools, name) ? tools[name] : undefined;
  return definition === undefined ? undefined : [name, definition];
}

/**
 * Takes the command line of a tool apart; `argv` begins with its name. Throws a usage error (64)
 * for what it does not know.
 */
export async function parseTool(
  argv: readonly string[],
  definition: ToolDefinition,
  program: string,
): Promise<ToolLine | { readonly is: 'help'; readonly verb: string }> {
  const [tool = '', ...rest] = argv;
  const end = rest.indexOf('--');
  const own = end < 0 ? rest : rest.slice(0, end);
  const command = end < 0 ? [] : rest.slice(end + 1);
  if (own.includes('--help') || own.includes('-h')) return { is: 'help', verb: tool };
  const usage = toolUsage(tool, definition, program);
  if (definition.command && end < 0) {
    const [first = '8001', ...others] = rest.filter((word) => word !== '--');
    throw usageError(
      `${tool} needs -- before the command`,
      quoteArgv([program, tool, first, '--', ...(others.length === 0 ? ['uptime'] : others)]),
    );
  }
  if (definition.command && command.length === 0)
    throw usageError(`${tool} needs a command`, usage);
  if (!definition.command && end >= 0) throw usageError(`${tool} takes no command`, usage);
  const exact = await exactArgv(own, definition.flags, `${program} ${tool}`);
  const missing = definition.words[exact.words.length];
  if (missing !== undefined) throw usageError(`${tool} needs ${missing}`, usage);
  const extra = exact.words[definition.words.length];
  if (extra !== undefined) {
    throw usageError(`${tool} does not understand ${JSON.stringify(extra)}`, usage);
  }
  return { is: 'tool', tool, definition, words: exact.words, command, flags: values(exact.flags) };
}

/** `vm-manager exec VMID [--agent-wait SECONDS] -- COMMAND ARG...` */
export function toolUsage(
  tool: string,
  { words, flags, command }: Pick<ToolDefinition, 'words' | 'flags' | 'command'>,
  program: string,
): string {
  const options = Object.entries(flags).map(
    ([flag, { value }]) => `[--${flag}${value === undefined ? '' : ` ${value}`}]`,
  );
  const end = command ? ['-- COMMAND ARG...'] : [];
  return [program, tool, ...words, ...options, ...end].join(' ');
}

function values(flags: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    flags.map((flag) => {
      const equals = flag.indexOf('=');
      return [flag.slice(2, equals), flag.slice(equals + 1).replace(/^=/, '')];
    }),
  );
}
