import type { RunOperation } from '@phoenix/shared-runtime';

/** Asks until the gateway answers, for 30 s at most. */
export function gatewayAnswers(gateway: string): RunOperation {
  return {
    id: 'gateway',
    doing: 'reach the gateway',
    cause: `${gateway} has to answer before the change is confirmed`,
    run: pingOf(gateway),
    effect: 'check',
    deadline: 3,
    attempts: { count: 8, interval: 1 },
    waitsFor: `the gateway ${gateway}`,
    exits: { 1: `${gateway} does not answer`, 2: `${gateway} cannot be asked` },
    hint: `look at address and gateway in the configuration; a gateway that answers no ping cannot be checked`,
  };
}

/** One question to an address. */
export const pingOf = (address: string): [string, ...string[]] => [
  'ping',
  '-c',
  '1',
  '-W',
  '2',
  address,
];
