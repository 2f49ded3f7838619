import type { RunOperation } from '@phoenix/shared-runtime';

/** Asks one address once. */
export const pingOf = (address: string): [string, ...string[]] => [
  'ping',
  '-c',
  '1',
  '-W',
  '2',
  address,
];

/** What tells that the host is connected: its gateway answers, at the eighth question at the latest. */
export function gatewayAnswers(gateway: string): RunOperation {
  return {
    id: 'gateway answers',
    doing: 'reach the gateway',
    cause: `the gateway ${gateway} has to answer before the change is confirmed`,
    run: pingOf(gateway),
    effect: 'check',
    deadline: 3,
    attempts: { count: 8, interval: 1 },
    waitsFor: `the gateway ${gateway}`,
    exits: { 1: `the gateway ${gateway} does not answer` },
    hint: 'look at address and gateway of network.interfaces in the configuration',
  };
}
