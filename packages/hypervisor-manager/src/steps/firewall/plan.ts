import type { HostFirewall } from '@phoenix/shared-config';
import type { Operation } from '@phoenix/shared-runtime';
import { ruleLine } from '@phoenix/shared-runtime/guests';
import { gatewayAnswers } from '../../armed/gateway-answers.ts';
import { confirmation, firstBack, onTrial, trialProblems } from '../../armed/plan.ts';
import type { StepDraft } from '../../setup/step.ts';
import { checks } from './checks.ts';
import { foreignRules, optionIn, withDeclared } from './file.ts';
import { CLUSTER, type FirewallFacts } from './observe.ts';
import { closedWays } from './problems.ts';

interface Declared {
  readonly config: { readonly firewall?: HostFirewall };
}

/**
 * Plans the firewall of the datacenter and of this host; the rules of guests are none of it. A
 * change that filters is armed to go back by itself, and stays only when Proxmox says that every
 * way in is open, and the gateway answers.
 */
export function plan({ config }: Declared, facts: FirewallFacts): StepDraft {
  const { firewall } = config;
  if (firewall === undefined) return { operations: [] };
  const files = { [CLUSTER]: facts.cluster, [facts.hostPath]: facts.host };
  const problems = [...trialProblems('firewall', facts.armed), ...closedWays(firewall, facts)];
  if (problems.length > 0) return { operations: [], problems };
  const notes = notesOf(facts);
  const asked = [
    ...checks(firewall, facts),
    ...(facts.gateway === undefined ? [] : [gatewayAnswers(facts.gateway)]),
  ];
  const isOnTrial = facts.armed.state === 'on trial';
  if (writes(firewall, files, facts.hostPath).length === 0)
    return { operations: isOnTrial ? confirmation('firewall', asked) : [], notes };
  const before = { ...files, ...facts.armed.before };
  const changes = writes(firewall, before, facts.hostPath);
  const back = firstBack('firewall', facts.armed);
  const wasOn = optionIn(before[CLUSTER] ?? '', 'enable') === '1';
  // What filters nothing, before and after, cuts nobody off.
  if (changes.length === 0 || (firewall.enabled !== true && !wasOn))
    return { operations: [...back, ...changes], notes };
  const saved = Object.fromEntries(changes.map(({ write }) => [write, before[write]]));
  const trial = onTrial(
    { name: 'firewall', before: saved, reload: [RESTART] },
    [...changes, applying],
    asked,
  );
  return { operations: [...back, ...trial.operations], undo: trial.undo, notes };
}

const RESTART: [string, ...string[]] = ['pve-firewall', 'restart'];

const applying: Operation = {
  id: 'apply',
  doing: 'apply the firewall',
  cause: 'its files changed',
  run: RESTART,
  effect: 'change',
  deadline: 20,
};

function writes(
  firewall: HostFirewall,
  files: Readonly<Record<string, string | undefined>>,
  hostPath: string,
): (Operation & { write: string })[] {
  const { default_input_policy: input, default_output_policy: output } = firewall;
  const options = {
    ...(firewall.enabled !== undefined && { enable: firewall.enabled ? '1' : '0' }),
    ...(input !== undefined && { policy_in: input }),
    ...(output !== undefined && { policy_out: output }),
  };
  const cluster = { options, rules: firewall.global_firewall_rules.map(ruleLine) };
  const host = { options: {}, rules: firewall.host_firewall_rules.map(ruleLine) };
  return [
    { path: hostPath, wanted: host, what: 'rules of this host' },
    { path: CLUSTER, wanted: cluster, what: 'rules of the datacenter' },
  ].flatMap(({ path, wanted, what }) => {
    const text = files[path] ?? '';
    const content = withDeclared(text, wanted);
    if (content === text) return [];
    const changed = Object.entries(wanted.options).flatMap(([key, value]) => {
      const old = optionIn(text, key);
      return old === value ? [] : [`${key} ${old ?? 'unset'} -> ${value}`];
    });
    const cause = changed.join('; ') || `${what} differ`;
    const id = path === CLUSTER ? 'cluster.fw' : 'host.fw';
    return [{ id, cause, write: path, content, mode: 0o640, keep: true as const }];
  });
}

function notesOf({ cluster = '', host = '' }: FirewallFacts): string[] {
  const count = foreignRules(cluster).length + foreignRules(host).length;
  return [
    ...(count === 0
      ? []
      : [
          `${count} ${count === 1 ? 'rule by others stays' : 'rules by others stay'} behind the declared ones`,
        ]),
    ...(optionIn(host, 'enable') === '0'
      ? ['host.fw says enable: 0, so nothing filters this host']
      : []),
  ];
}
