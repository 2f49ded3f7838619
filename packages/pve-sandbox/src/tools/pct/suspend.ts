import { Refusal } from '../../state/refusal.ts';
import { isRunning } from '../../state/running.ts';
import type { Handler } from '../cli/dispatch.ts';

/** `pct suspend`: a container that runs would need checkpoints, which nobody simulates. */
export const suspend: Handler = ({ params }) => {
  const id = Number(params.get('vmid'));
  if (!isRunning(id)) throw new Refusal(`CT ${id} not running`);
  throw new Refusal("'pct suspend' of a running container is not simulated by pve-sandbox");
};
