import type { HostNetwork } from '@phoenix/shared-config';
import { pingOf } from '../../armed/gateway-answers.ts';
import { type Armed, observeArmed } from '../../armed/observe.ts';
import { interfacesFiles } from '../../look/interfaces-files.ts';
import type { Look } from '../../setup/step.ts';
import { type Running, runningNetwork } from './running.ts';

/** What is read of the declaration. */
export interface NetworkDeclaration {
  readonly config: { readonly network: Pick<HostNetwork, 'interfaces'> };
}

/** What the step looks at. */
export interface NetworkFacts {
  /** /etc/network/interfaces and what it sources, by path. */
  readonly files: Readonly<Record<string, string | undefined>>;
  readonly running: Running;
  readonly armed: Armed;
  /** Asked only while an earlier change is on trial. */
  readonly gatewayAnswers: boolean;
  readonly hasIfreload: boolean;
  /** Changes that were made in the web interface wait to be applied. */
  readonly hasPending: boolean;
  /** undefined: a link, which a service of the host writes. */
  readonly resolvConf: string | undefined;
}

export async function observe(host: Look, { config }: NetworkDeclaration): Promise<NetworkFacts> {
  const { name = '', gateway } = config.network.interfaces ?? {};
  const [running, armed] = await Promise.all([
    runningNetwork(host, name),
    observeArmed(host, 'network'),
  ]);
  const asked = gateway ?? running.gateways[0];
  const isLink = host.info('/etc/resolv.conf')?.kind === 'link';
  return {
    files: interfacesFiles(host),
    running,
    armed,
    gatewayAnswers:
      armed.state !== 'on trial' ||
      asked === undefined ||
      (await host.query(pingOf(asked))).exit === 0,
    hasIfreload: host.program('ifreload') !== undefined,
    hasPending: host.exists('/etc/network/interfaces.new'),
    resolvConf: isLink ? undefined : (host.read('/etc/resolv.conf') ?? ''),
  };
}
