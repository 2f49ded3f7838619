import type { Look } from '../../setup/step.ts';

/** Address and route as the kernel has them. */
export interface Running {
  /** IPv4 addresses of the bridge with prefixes. */
  readonly addresses: readonly string[];
  /** Where packets for elsewhere go. */
  readonly gateways: readonly string[];
}

/** What `ip -j addr show` tells of a link, as far as it is read. */
interface ShownLink {
  readonly addr_info?: readonly { readonly local?: string; readonly prefixlen?: number }[];
}

/** Asks the kernel; a link that there is not has no address. */
export async function runningNetwork(host: Pick<Look, 'query'>, name: string): Promise<Running> {
  const [shown, routes] = await Promise.all([
    host.query(['ip', '-j', 'addr', 'show', 'dev', name]),
    host.query(['ip', '-j', 'route', 'show', 'default']),
  ]);
  const links = read<ShownLink>(shown.exit === 0 ? shown.stdout : '');
  const infos = links.flatMap(({ addr_info = [] }) => addr_info);
  return {
    addresses: infos.map(({ local, prefixlen }) => `${local}/${prefixlen}`),
    gateways: read<{ gateway?: string }>(routes.stdout).flatMap(({ gateway = [] }) => gateway),
  };
}

function read<Row>(text: string): readonly Row[] {
  try {
    const rows: unknown = JSON.parse(text);
    return Array.isArray(rows) ? rows : [];
  } catch {
    return [];
  }
}
