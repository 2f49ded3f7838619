import type { GuestConf } from '../../state/guest-conf.ts';
import { netValues } from '../../state/hwaddr.ts';
import { hasInterface } from '../../state/network.ts';
import { Refusal } from '../../state/refusal.ts';
import { err } from '../../state/talk.ts';
import { storedSchema } from '../schema/check-stored.ts';
import { parseProperties } from '../schema/check-value.ts';

const noBridge = [134, 135]
  .map(
    (line) =>
      `Use of uninitialized value $bridge in concatenation (.) or string at /usr/share/perl5/PVE/Network.pm line ${line}.\n`,
  )
  .join('');

/**
 * What every change and every start does after the conf file was written: LXC's own config is made
 * of it. So what cannot be part of that is refused when it is already stored.
 * @param exit the code of such a refusal
 */
export function updateLxcConfig(conf: GuestConf, exit: number): void {
  const { values, lxc } = conf;
  if (!values.has('arch')) {
    throw new Refusal("missing 'arch' - internal error at /usr/share/perl5/PVE/LXC.pm line 633.");
  }
  if (lxc.some(([key]) => key === 'lxc.apparmor.profile')) tellOfOverridden(values);
  for (const key of [...values.keys()].filter((name) => /^net\d+$/.test(name)).sort()) {
    const net = netValues(values.get(key) ?? '');
    const bridge = net.get('bridge') ?? '';
    if (net.has('mtu') || hasInterface(bridge)) continue;
    if (bridge === '') err(noBridge);
    throw new Refusal(`bridge '${bridge}' does not exist`, exit);
  }
}

function tellOfOverridden(values: ReadonlyMap<string, string>): void {
  const features = parseProperties(
    values.get('features') ?? '',
    storedSchema('features')?.properties ?? {},
  ).values;
  const lost = ['force_rw_sys', 'fuse', 'mount', 'nesting']
    .filter((name) => features.has(name) && features.get(name) !== '0')
    .map((name) => `features:${name}`);
  if (lost.length === 0) return;
  err(
    `explicitly configured lxc.apparmor.profile overrides the following settings: ${lost.join(', ')}\n`,
  );
}
