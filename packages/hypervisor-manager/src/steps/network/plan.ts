import type { HostNetwork } from '@phoenix/shared-config';
import type { Operation } from '@phoenix/shared-runtime';
import { confirmation, firstBack, onTrial, trialProblems } from '../../armed/plan.ts';
import type { StepDraft } from '../../setup/step.ts';
import { type Change, changeOf } from './change.ts';
import { networkCheck } from './checks.ts';
import type { NetworkDeclaration, NetworkFacts } from './observe.ts';
import { nameserversOf, withNameservers } from './resolv-conf.ts';

/** Plans address and gateway of the bridge, on trial, and the name servers. */
export function plan({ config }: NetworkDeclaration, facts: NetworkFacts): StepDraft {
  const declared = config.network.interfaces;
  if (declared === undefined) return { operations: [] };
  const draft = planBridge(declared, facts);
  const { dns_nameservers: servers } = declared;
  return {
    ...draft,
    operations: [...draft.operations, ...nameserverOperations(servers, facts.resolvConf)],
    notes: [...(draft.notes ?? []), ...notesOf(servers, facts)],
  };
}

type Bridge = NonNullable<HostNetwork['interfaces']>;

function planBridge({ name, address, gateway }: Bridge, facts: NetworkFacts): StepDraft {
  const { files, running, armed } = facts;
  const problems = trialProblems('network', armed);
  if (problems.length > 0) return { operations: [], problems };
  const wanted = { address, ...(gateway !== undefined && { gateway }) };
  const check = networkCheck(name, address, gateway ?? running.gateways[0]);
  const runs =
    running.addresses.includes(address) &&
    (gateway === undefined || running.gateways.includes(gateway));
  const onTrialNow = armed.state === 'on trial';
  if (changeOf(name, wanted, files).is === 'none' && runs && facts.gatewayAnswers)
    return { operations: onTrialNow ? confirmation('network', [check]) : [] };
  const afterwards = { ...files, ...armed.before };
  const change = changeOf(name, wanted, afterwards);
  if (change.is === 'impossible') return { operations: [], problems: [change.problem] };
  if (!facts.hasIfreload) return { operations: [], problems: [noIfreload(name)] };
  const back = firstBack('network', armed);
  // What has gone back to the declared state runs as declared, too.
  if (change.is === 'none' && onTrialNow) return { operations: back };
  const path = change.is === 'write' ? change.path : undefined;
  const before = path === undefined ? {} : { [path]: afterwards[path] };
  const trial = onTrial(
    { name: 'network', before, reload: [['ifreload', '-a']] },
    changes(name, change),
    [check],
  );
  const isNew = change.is === 'write' && change.isNew;
  return {
    operations: [...back, ...trial.operations],
    undo: trial.undo,
    notes: isNew ? [`${name} is made without a network card: bridge-ports none in ${path}`] : [],
  };
}

function changes(name: string, change: Change): Operation[] {
  const isWritten = change.is === 'write';
  return [
    ...(isWritten
      ? [
          {
            id: 'interfaces',
            cause: change.cause,
            write: change.path,
            content: change.content,
            keep: true as const,
          },
        ]
      : []),
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
      cause: isWritten ? change.cause : `${name} does not run as its file has it`,
      run: ['ifreload', '-a'],
      effect: 'change',
      deadline: 30,
    },
  ];
}

function noIfreload(name: string) {
  return {
    message: `cannot change the network of ${name}: there is no ifreload`,
    hint: 'apt-get install ifupdown2 brings it',
  };
}

function nameserverOperations(servers: readonly string[], text: string | undefined): Operation[] {
  const content = text === undefined ? '' : withNameservers(text, servers);
  if (servers.length === 0 || text === undefined || content === text) return [];
  const old = nameserversOf(text).join(', ');
  return [
    {
      id: 'name servers',
      cause: `name servers ${old || 'unset'} -> ${servers.join(', ')}`,
      write: '/etc/resolv.conf',
      content,
      keep: true,
    },
  ];
}

function notesOf(servers: readonly string[], { resolvConf, hasPending }: NetworkFacts): string[] {
  const isLeft = servers.length > 0 && resolvConf === undefined;
  return [
    ...(isLeft
      ? [
          '/etc/resolv.conf is a link, so a service of the host writes it: name servers are left to that',
        ]
      : []),
    ...(hasPending
      ? [
          'changes made in the web interface wait in /etc/network/interfaces.new and would replace ' +
            'the file when the host starts: apply or revert them there',
        ]
      : []),
  ];
}
