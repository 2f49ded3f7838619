import { err, out } from '../../state/talk.ts';
import { optionOf, readOptions } from '../read-options.ts';
import { addressNumber } from './cidr.ts';
import { reaches } from './running.ts';

/** ping -c N -W S ADDRESS: the host's own addresses answer, and the router around it. */
export function ping(args: readonly string[]): number {
  const words = readOptions(args, ['c', 'W', 'w', 'i', 'I', 's', 't']);
  const address = words.operands[0] === 'localhost' ? '127.0.0.1' : (words.operands[0] ?? '');
  const count = Number(optionOf(words, 'c') ?? 1);
  if (addressNumber(address) === undefined) {
    err(`ping: ${address}: Name or service not known\n`);
    return 2;
  }
  const answers = reaches(address);
  out(`PING ${address} (${address}) 56(84) bytes of data.\n`);
  for (let at = 1; answers && at <= count; at++)
    out(`64 bytes from ${address}: icmp_seq=${at} ttl=64 time=0.31 ms\n`);
  out(
    `\n--- ${address} ping statistics ---\n${count} packets transmitted, ${answers ? count : 0} received, ${answers ? 0 : 100}% packet loss, time 0ms\n`,
  );
  return answers ? 0 : 1;
}
