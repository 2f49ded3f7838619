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

/** What tells that the network works: the gateway answers; without one, the address is up. */
export function networkCheck(
  name: string,
  address: string,
  gateway: string | undefined,
): RunOperation {
  const again = { count: 8, interval: 1 };
  if (gateway === undefined)
    return {
      id: 'address is up',
      doing: `find ${address} on ${name}`,
      cause: `${name} has to have ${address} before the change is confirmed`,
      run: ['ip', '-j', 'addr', 'show', 'dev', name],
      says: `"local":"${address.split('/')[0]}"`,
      effect: 'check',
      deadline: 3,
      attempts: again,
    };
  return {
    id: 'gateway answers',
    doing: 'reach the gateway',
    cause: `the gateway ${gateway} has to answer before the change is confirmed`,
    run: pingOf(gateway),
    effect: 'check',
    deadline: 3,
    attempts: again,
    waitsFor: `the gateway ${gateway}`,
    exits: { 1: `the gateway ${gateway} does not answer` },
    hint: 'look at address and gateway of network.interfaces in the configuration',
  };
}
