import type { HostNetwork } from '@phoenix/shared-config';
import type { Operation } from '@phoenix/shared-runtime';
import { arm, confirm, filesBefore, goBack, wayBack } from '../../setup/armed.ts';
import { gatewayAnswers } from '../../setup/gateway.ts';
import type { StepDraft } from '../../setup/step.ts';
import type { NetworkFacts } from './observe.ts';
import { withNameservers } from './resolv-conf.ts';
import { addressIn, hasStanza, type Wanted, withAddress } from './stanza.ts';

interface Declared {
  readonly config: { readonly network: HostNetwork };
}

const MAIN = '/etc/network/interfaces';

/**
 * Plans address and gateway of the bridge. A change is armed to go back by itself, and stays only
 * when the gateway answers afterwards. What an earlier run has left armed is confirmed where the
 * host is as declared and reaches its gateway, and taken back first where it is not.
 */
export function plan({ config }: Declared, facts: NetworkFacts): StepDraft {
  const declared = config.network.interfaces;
  if (declared === undefined) return { operations: [] };
  const { name, address, gateway, dns_nameservers: servers } = declared;
  const wanted: Wanted = { address, ...(gateway !== undefined && { gateway }) };
  const notes = notesOf(facts, name, servers);
  const now = changeOf(name, wanted, facts.files);
  const runs =
    facts.running.addresses.includes(address) &&
    (gateway === undefined || facts.running.gateway === gateway);
  const isSo = now === undefined && runs;
  const names = resolverOperations(servers, facts);
  if (isSo && !facts.armed.isArmed) return { operations: names, notes };
  const reached = gateway ?? facts.running.gateway;
  const asked = reached === undefined ? [] : [gatewayAnswers(reached)];
  if (isSo && facts.gatewayAnswers)
    return { operations: [...asked, confirm('network'), ...names], notes };
  if (!facts.hasIfreload)
    return {
      operations: [],
      problems: [
        {
          message: `cannot change the network of ${name}: there is no ifreload`,
          hint: 'apt-get install ifupdown2 brings it',
        },
      ],
    };
  const files = filesBefore(facts.files, facts.armed);
  const change = facts.armed.isArmed ? changeOf(name, wanted, files) : now;
  if (change !== undefined && !change.isSourced)
    return {
      operations: [],
      problems: [
        {
          message: `cannot add ${name}: ${MAIN} does not source ${FRAGMENTS}`,
          hint: `write the line "source ${FRAGMENTS}/*" into ${MAIN}`,
        },
      ],
    };
  const first = facts.armed.isArmed
    ? [goBack('network', 'an earlier change was never confirmed')]
    : [];
  const before = change === undefined ? {} : { [change.path]: files[change.path] };
  const write: Operation[] =
    change === undefined
      ? []
      : [
          {
            id: 'interfaces',
            cause: change.cause,
            write: change.path,
            content: change.content,
            keep: true,
          },
        ];
  const cause = change?.cause ?? `${name} does not run as ${MAIN} has it`;
  return {
    operations: [
      ...first,
      ...arm({ name: 'network', before, reload: [['ifreload', '-a']] }),
      ...write,
      {
        id: 'syntax',
        doing: 'read the new network settings',
        cause: 'nothing is applied that ifupdown2 does not understand',
        run: ['ifreload', '-a', '-s'],
        effect: 'check',
        deadline: 10,
      },
      {
        id: 'apply',
        doing: 'apply the network settings',
        cause,
        run: ['ifreload', '-a'],
        effect: 'change',
        deadline: 40,
      },
      ...asked,
      confirm('network'),
      ...names,
    ],
    notes:
      reached === undefined
        ? [...notes, 'no gateway is known, so nothing tells whether the network works afterwards']
        : notes,
    undo: wayBack('network'),
  };
}

const FRAGMENTS = '/etc/network/interfaces.d';

interface Change {
  readonly path: string;
  readonly content: string;
  readonly cause: string;
  /** Whether the file is read by ifupdown2 at all. */
  readonly isSourced: boolean;
}

/** What has to be written; undefined when the files are as declared. */
function changeOf(
  name: string,
  wanted: Wanted,
  files: Readonly<Record<string, string | undefined>>,
): Change | undefined {
  const found = Object.entries(files).find(([, text = '']) => hasStanza(text, name));
  if (found === undefined) {
    const gateway = wanted.gateway === undefined ? '' : `\tgateway ${wanted.gateway}\n`;
    const content =
      `auto ${name}\niface ${name} inet static\n\taddress ${wanted.address}\n${gateway}` +
      '\tbridge-ports none\n\tbridge-stp off\n\tbridge-fd 0\n';
    const isSourced = /^\s*source(?:-directory)?\s+(?:\/etc\/network\/)?interfaces\.d\b/m.test(
      files[MAIN] ?? '',
    );
    const path = `${FRAGMENTS}/phoenix-${name}`;
    return { path, content, cause: `${name} is not there, ${wanted.address}`, isSourced };
  }
  const [path, text = ''] = found;
  const content = withAddress(text, name, wanted);
  if (content === text) return undefined;
  const old = addressIn(text, name);
  const causes = [
    old.address !== wanted.address && `address ${old.address ?? 'unset'} -> ${wanted.address}`,
    wanted.gateway !== undefined &&
      old.gateway !== wanted.gateway &&
      `gateway ${old.gateway ?? 'unset'} -> ${wanted.gateway}`,
  ].filter((one) => one !== false);
  const cause = causes.join('; ') || `${name} is not static`;
  return { path, content, cause: `${name}: ${cause}`, isSourced: true };
}

function resolverOperations(servers: readonly string[], facts: NetworkFacts): Operation[] {
  if (servers.length === 0 || facts.isResolvManaged) return [];
  const content = withNameservers(facts.resolvConf, servers);
  if (content === facts.resolvConf) return [];
  return [
    {
      id: 'name servers',
      cause: `name servers -> ${servers.join(', ')}`,
      write: '/etc/resolv.conf',
      content,
      keep: true,
    },
  ];
}

function notesOf(facts: NetworkFacts, name: string, servers: readonly string[]): string[] {
  const isNew = !Object.values(facts.files).some((text = '') => hasStanza(text, name));
  return [
    ...(servers.length > 0 && facts.isResolvManaged
      ? ['/etc/resolv.conf is written by a service of the host; the name servers are left to it']
      : []),
    ...(facts.hasPending
      ? [
          'changes made in the web interface wait in /etc/network/interfaces.new; apply or revert them there',
        ]
      : []),
    ...(isNew ? [`${name} is made without a network card; write its bridge-ports by hand`] : []),
  ];
}
