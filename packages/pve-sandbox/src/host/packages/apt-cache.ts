import { err, out } from '../../state/talk.ts';
import { readOptions } from '../read-options.ts';
import { known } from './database.ts';
import { candidates } from './offers.ts';
import { aptSources } from './sources.ts';

/** apt-cache policy, show, madison, search. */
export function aptCache(args: readonly string[]): number {
  const [verb = '', ...names] = readOptions(args, ['o', 'c']).operands;
  if (verb === 'policy') return policy(names);
  const offered = candidates();
  let code = 0;
  for (const name of names) {
    const found = offered.get(name);
    if (verb === 'search') {
      for (const one of offered.keys()) if (one.includes(name)) out(`${one} - ${one}\n`);
    } else if (found === undefined) {
      err(verb === 'madison' ? `N: Unable to locate package ${name}\n` : `E: No packages found\n`);
      code = verb === 'madison' ? 0 : 100;
    } else if (verb === 'madison') out(`${name} | ${found.version} | sandbox amd64 Packages\n`);
    else out(`Package: ${name}\nVersion: ${found.version}\nArchitecture: amd64\n\n`);
  }
  return code;
}

function policy(names: readonly string[]): number {
  if (names.length === 0) {
    out('Package files:\n 100 /var/lib/dpkg/status\n     release a=now\n');
    for (const { uri, suite, components } of aptSources()) {
      for (const component of components) out(` 500 ${uri} ${suite}/${component} amd64 Packages\n`);
    }
    return 0;
  }
  const offered = candidates();
  for (const name of names) {
    const here = known().find((one) => one.name === name && one.status === 'installed')?.version;
    const candidate = offered.get(name)?.version ?? here;
    if (candidate === undefined) {
      err(`N: Unable to locate package ${name}\n`);
      continue;
    }
    out(
      `${name}:\n  Installed: ${here ?? '(none)'}\n  Candidate: ${candidate}\n  Version table:\n`,
    );
    out(` ${here === candidate ? '***' : '   '} ${candidate} 500\n`);
  }
  return 0;
}
