import { agentCommands } from '../../machine/agent-commands.ts';
import { perlJson } from '../../machine/perl-json.ts';
import { requireAgent } from '../../machine/require-agent.ts';
import { out } from '../../state/talk.ts';
import type { Handler } from '../cli/dispatch.ts';

/** `qm guest cmd ID COMMAND`, and `qm agent` of old: nothing is printed for an empty answer. */
export const agent: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  await requireAgent(id);
  const answer = await agentCommands[params.get('command') ?? '']?.(id);
  if (answer === undefined) return;
  out(`${typeof answer === 'string' ? answer : perlJson(answer)}\n`);
};
