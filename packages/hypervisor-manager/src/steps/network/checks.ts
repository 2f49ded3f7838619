import type { RunOperation } from '@phoenix/shared-runtime';
import { gatewayAnswers } from '../../armed/gateway-answers.ts';

/** What tells that the network works: the gateway answers; without one, the address is up. */
export function networkCheck(
  name: string,
  address: string,
  gateway: string | undefined,
): RunOperation {
  if (gateway === undefined)
    return {
      id: 'address is up',
      doing: `find ${address} on ${name}`,
      cause: `${name} has to have ${address} before the change is confirmed`,
      run: ['ip', '-j', 'addr', 'show', 'dev', name],
      says: `"local":"${address.split('/')[0]}"`,
      effect: 'check',
      deadline: 3,
      attempts: { count: 8, interval: 1 },
    };
  return gatewayAnswers(gateway);
}
