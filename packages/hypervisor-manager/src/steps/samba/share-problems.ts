import type { HypervisorConfig } from '@phoenix/shared-config';
import type { PlanProblem } from '@phoenix/shared-runtime';
import { noDirectory } from '../../look/directories.ts';
import { plain, sectionsOf } from './conf.ts';
import type { SambaFacts } from './observe.ts';
import { SMB_CONF } from './paths.ts';

/** Sections that mean something else to Samba than a directory. */
const RESERVED = ['global', 'homes', 'printers', 'ipc$', 'print$'];

/** What stands in the way of the shares. */
export function shareProblems(
  { samba: { shares } }: Pick<HypervisorConfig, 'samba'>,
  { smbConf, places }: SambaFacts,
): PlanProblem[] {
  const foreign = sectionsOf(smbConf);
  const seen = new Set<string>();
  return shares.flatMap(({ name, path }) => {
    const key = plain(name);
    const wrong = [
      ...(RESERVED.includes(key) ? [reserved(name)] : []),
      ...(!RESERVED.includes(key) && foreign.includes(key) ? [theirs(name)] : []),
      ...(seen.has(key) ? [twice(name)] : []),
      ...(/[%\\]/.test(path) ? [oddPath(name, path)] : []),
      ...noDirectory(`share ${name}`, path, places),
    ];
    seen.add(key);
    return wrong;
  });
}

function reserved(name: string): PlanProblem {
  return {
    message: `cannot share ${name}: Samba keeps that name for something else`,
    hint: 'give the share another name',
  };
}

function theirs(name: string): PlanProblem {
  return {
    message: `cannot share ${name}: ${SMB_CONF} has a share [${name}] of its own`,
    hint: `take it out of ${SMB_CONF}, which Phoenix leaves alone, or give one of the two another name`,
  };
}

function twice(name: string): PlanProblem {
  return {
    message: `cannot share ${name}: two shares have that name, whose case does not count`,
    hint: 'give one of them another name',
  };
}

function oddPath(name: string, path: string): PlanProblem {
  return {
    message: `cannot share ${name}: Samba reads "%" and "\\" in ${path} as something else`,
    hint: 'give the directory another name',
  };
}
