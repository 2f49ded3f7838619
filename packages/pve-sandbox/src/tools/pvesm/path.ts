import { out } from '../../state/talk.ts';
import { volume } from '../../state/volume-ids.ts';
import { volumePath } from '../../state/volume-paths.ts';
import type { Handler } from '../cli/dispatch.ts';

/** `pvesm path`: where a volume is or would be. */
export const path: Handler = ({ params }) => {
  out(`${volumePath(volume(params.get('volume') ?? ''))}\n`);
};
