import { appliances } from '../../state/appliances.ts';
import { out } from '../../state/talk.ts';
import type { Handler } from '../cli/dispatch.ts';

/** `pveam available` */
export const available: Handler = ({ params }) => {
  const wanted = params.get('section');
  for (const { section, file, arch } of appliances()) {
    if (wanted !== undefined && section !== wanted) continue;
    out(`${section.padEnd(15)} ${file.padEnd(60)} ${arch}\n`);
  }
};
