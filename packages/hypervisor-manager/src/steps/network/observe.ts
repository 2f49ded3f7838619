import { interfacesFiles } from '../../look/interfaces-files.ts';
import { type Armed, observeArmed } from '../../setup/armed.ts';
import { pingOf } from '../../setup/gateway.ts';
import type { Declaration, Look } from '../../setup/step.ts';

/** What the step looks at. */
export interface NetworkFacts {
  /** /etc/network/interfaces and what it sources, by path. */
  readonly files: Readonly<Record<string, string | undefined>>;
  readonly resolvConf: string;
  /** A service writes /etc/resolv.conf, which is a link then. */
  readonly isResolvManaged: boolean;
  /** As the kernel has it. */
  readonly running: { readonly addresses: readonly string[]; readonly gateway?: string };
  readonly armed: Armed;
  /** Asked only while an earlier change waits to be confirmed. */
  readonly gatewayAnswers: boolean;
  readonly hasIfreload: boolean;
  /** Changes made in the web interface that wait to be applied. */
  readonly hasPending: boolean;
}

export async function observe(
  host: Look,
  { config }: Pick<Declaration, 'config'>,
): Promise<NetworkFacts> {
  const { name = '', gateway } = config.network.interfaces ?? {};
  const armed = await observeArmed(host, 'network');
  const asked =
    armed.isArmed && gateway !== undefined ? await host.query(pingOf(gateway)) : undefined;
  return {
    files: interfacesFiles(host),
    resolvConf: host.read('/etc/resolv.conf') ?? '',
    isResolvManaged: host.info('/etc/resolv.conf')?.kind === 'link',
    running: await runningOf(host, name),
    armed,
    gatewayAnswers: asked === undefined || asked.exit === 0,
    hasIfreload: host.program('ifreload') !== undefined,
    hasPending: host.exists('/etc/network/interfaces.new'),
  };
}

async function runningOf(host: Look, name: string): Promise<NetworkFacts['running']> {
  const shown = await host.query(['ip', '-o', '-4', 'addr', 'show', 'dev', name]);
  const routes = await host.query(['ip', 'route', 'show', 'default']);
  const gateway = /^default via (\S+)/m.exec(routes.stdout)?.[1];
  return {
    addresses: [...shown.stdout.matchAll(/\sinet (\S+)/g)].map(([, address = '']) => address),
    ...(gateway !== undefined && { gateway }),
  };
}
