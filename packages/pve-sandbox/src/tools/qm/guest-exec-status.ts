import { requireAgent } from '../../machine/require-agent.ts';
import { out } from '../../state/talk.ts';
import type { Handler } from '../cli/dispatch.ts';
import { answerText, takeAnswer } from './guest-answer.ts';

/** `qm guest exec-status` */
export const guestExecStatus: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  await requireAgent(id);
  out(answerText(takeAnswer(id, Number(params.get('pid')))));
};
