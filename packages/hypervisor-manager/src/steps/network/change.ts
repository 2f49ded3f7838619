import type { PlanProblem } from '@phoenix/shared-runtime';
import { isLike, MAIN, sourcedBy } from '../../look/interfaces-files.ts';
import { type Stanza, stanzaOf, type Wanted, withAddress } from './stanza.ts';

/** How the files of ifupdown2 come to what is declared of a bridge. */
export type Change =
  | { readonly is: 'none' }
  | { readonly is: 'impossible'; readonly problem: PlanProblem }
  | {
      readonly is: 'write';
      readonly path: string;
      readonly content: string;
      readonly cause: string;
      /** The bridge was declared nowhere. */
      readonly isNew: boolean;
    };

const FRAGMENTS = '/etc/network/interfaces.d';

/** What has to be written so that the files declare the bridge as the configuration does. */
export function changeOf(
  name: string,
  wanted: Wanted,
  files: Readonly<Record<string, string | undefined>>,
): Change {
  for (const [path, text = ''] of Object.entries(files)) {
    const stanza = stanzaOf(text, name);
    if (stanza === undefined) continue;
    if (stanza.method !== 'static')
      return { is: 'impossible', problem: notStatic(name, path, stanza) };
    const content = withAddress(text, name, wanted);
    if (content === text) return { is: 'none' };
    return { is: 'write', path, content, cause: causeOf(name, stanza, wanted), isNew: false };
  }
  return added(name, wanted, files[MAIN] ?? '');
}

function added(name: string, { address, gateway }: Wanted, main: string): Change {
  const file = `phoenix-${name}`;
  const path = `${FRAGMENTS}/${file}`;
  if (!sourcedBy(main).some((pattern) => isLike(path, pattern)))
    return {
      is: 'impossible',
      problem: {
        message: `cannot add ${name}: ${MAIN} does not read ${path}`,
        hint: `write the line "source ${FRAGMENTS}/*" at its end`,
      },
    };
  const options = [
    `address ${address}`,
    ...(gateway === undefined ? [] : [`gateway ${gateway}`]),
    'bridge-ports none',
    'bridge-stp off',
    'bridge-fd 0',
  ];
  const stanza = [`iface ${name} inet static`, ...options.map((option) => `\t${option}`)];
  const content = `# Made by phoenix setup.\nauto ${name}\n${stanza.join('\n')}\n`;
  return { is: 'write', path, content, cause: `the bridge ${name} is not there`, isNew: true };
}

function causeOf(name: string, { addresses, gateway: old }: Stanza, wanted: Wanted): string {
  const { address, gateway } = wanted;
  const causes = [
    addresses.includes(address) ? [] : [`address ${addresses[0] ?? 'unset'} -> ${address}`],
    gateway === undefined || old === gateway ? [] : [`gateway ${old ?? 'unset'} -> ${gateway}`],
  ].flat();
  return `${name}: ${causes.join('; ')}`;
}

function notStatic(name: string, path: string, { method }: Stanza): PlanProblem {
  return {
    message: `cannot set the address of ${name}: ${path} has it as ${method}, not as static`,
    hint: `write "iface ${name} inet static" there, or take network.interfaces out of the configuration`,
  };
}
