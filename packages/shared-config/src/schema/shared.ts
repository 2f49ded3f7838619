import type { GuestKind } from '../declared.ts';
import { isFirewallPlace } from '../firewall-place.ts';
import { longest } from './limits.ts';
import {
  choice,
  either,
  featureName,
  filledList,
  keys,
  label,
  line,
  lineList,
  list,
  map,
  port,
  scriptPath,
  text,
  textOf,
  whole,
  yesNo,
} from './values.ts';

const featureScripts: Readonly<Record<GuestKind, string>> = {
  lxc:
    'For containers, NAME is bin/lxc_setup/phoenix_hypervisor_feature_install_NAME.sh of the site; ' +
    'base_setup, docker and nvidia are built in where the site has no such script.',
  vm:
    'For VMs, NAME is bin/vm_features/feature_install_NAME.sh of the site, run inside the VM; ' +
    'base_setup and docker are built in where the site has no such script.',
};

export const features = (kind: GuestKind = 'lxc') =>
  either(
    [list(featureName()), text(/^(?:\w[\w-]{0,199}(?:\s*,\s*\w[\w-]{0,199})*)?$/, '')],
    'a list of feature names, each of letters, digits, "_" and "-"',
  ).describe(
    `Features in the order in which they are installed. ${featureScripts[kind]} Each runs once ` +
      'and is remembered in the guest; one that is taken out of the list is not uninstalled.',
  );

/** Proxmox takes no more than 512 characters here. */
const place = () =>
  textOf(
    isFirewallPlace,
    'an IP address, a network, a range, a list of addresses and networks, an alias or "+" and a set',
    { bytes: 512 },
  );

const portList = () =>
  either(
    [port(), text(/^(?:\w[\w-]*(?::\d+)?)(?:,\w[\w-]*(?::\d+)?)*$/, '')],
    'a port, a range "8000:8010" or a list "80,443"',
  );

export const firewallRule = () =>
  keys({
    type: text(/^(?:in|out)$/i, '"in" or "out"').describe('Traffic to the guest or from it.'),
    action: text(/^(?:ACCEPT|DROP|REJECT)$/i, '"ACCEPT", "DROP" or "REJECT"').describe(
      'What happens to it; DROP says nothing to the sender, REJECT does.',
    ),
    source: place().optional().describe('Where it comes from (-source). Absent: anywhere.'),
    dest: place().optional().describe('Where it goes to (-dest). Absent: anywhere.'),
    proto: text(/^[\w][\w.-]*$/, 'a protocol, like "tcp"')
      .optional()
      .describe('Protocol (-p). Absent: any. Needed beside port.'),
    port: portList().optional().describe('Port that it goes to (-dport). Absent: any.'),
    iface: text(/^[\w.-]{1,20}$/, 'the name of a network device, like "net0"')
      .optional()
      .describe('Network card (-i), net0 for a container. Absent: all.'),
    comment: line().optional().describe('Remark behind the rule.'),
  });

export const firewall = () =>
  keys({
    enabled: yesNo().describe(
      'true: firewall=1 on the network card and "enable: 1" in /etc/pve/firewall/ID.fw; false: ' +
        'both off. It filters only while the firewall of the datacenter is on.',
    ),
    rules: list(firewallRule())
      .optional()
      .describe('Rules in their order, before those that others wrote into the file; these stay.'),
  }).describe('Firewall of the guest. Absent: left as it is.');

export const healthCheck = () =>
  keys({
    command: either(
      [text(/^(?!\s*$)[^\p{Cc}]*$/u, '', longest), filledList(line(), longest.bytes)],
      'a command line, or a list of its arguments',
    ).describe(
      'Command run inside the guest as root; exit status 0 means healthy. No shell reads it: for ' +
        'pipes and variables write ["sh", "-c", "..."]. A list holds one argument each.',
    ),
    retries: whole(1, 10_000).optional().describe('Attempts; 3 unless told.'),
    interval: whole(0, 86_400).optional().describe('Seconds between attempts; 5 unless told.'),
    timeout: whole(1, 86_400)
      .optional()
      .describe('Seconds that one attempt may take; timeouts.health unless told, which is 30.'),
  }).describe(
    'When the guest counts as healthy: tried after it was started or provisioned, and by phoenix ' +
      'test. Guests that depend on it wait for that. Templates are not asked.',
  );

export const healthScripts = () =>
  list(
    keys({
      name: label().optional().describe('What messages call it; the script unless told.'),
      script: scriptPath().describe('File below bin/health_checks, run on the host as root.'),
      args: lineList().optional().describe('Its arguments; the id is not among them by itself.'),
    }),
  ).describe(
    'Health checks by scripts on the host, before health_check; 3 attempts each, 5 seconds apart.',
  );

const testEntry = () =>
  keys({
    name: label().describe('What the report calls the test.'),
    type: choice('script').describe('The only kind there is.'),
    path: scriptPath().describe('File below bin/tests. Exit status 0: passed.'),
  });

export const tests = () =>
  map(list(testEntry()), 'suite').describe(
    'Tests by suite, run by phoenix test GUEST:SUITE; those of a guest run inside it. The ' +
      'name health is taken by the health check.',
  );
export const testList = () => list(testEntry());

export const timeouts = (kind: GuestKind = 'lxc') => {
  const seconds = (note: string) => whole(1, 86_400).optional().describe(note);
  const vm = kind === 'vm';
  return keys({
    create: seconds(
      vm
        ? 'qm create, which copies the image to the storage; 1800 unless told. A download has 7200.'
        : 'pct create, and the download of a template archive; 1800 unless told.',
    ),
    clone: seconds(`${vm ? 'qm' : 'pct'} clone; 3600 unless told.`),
    start: seconds(`${vm ? 'qm' : 'pct'} start; 180 unless told.`),
    ready: seconds(
      vm
        ? 'From the start until the agent answers and cloud-init is done; 900 unless told.'
        : 'From the start until init system and network answer; 120 unless told.',
    ),
    feature: seconds('Each feature; 3600 unless told.'),
    application: seconds(vm ? 'For containers only.' : 'The application script; 3600 unless told.'),
    health: seconds('One attempt of a health check; 30 unless told.'),
    stop: seconds(
      vm
        ? 'Orderly shutdown; 60 unless told. See force_stop for what follows.'
        : 'Orderly shutdown; 60 unless told. A template is then switched off.',
    ),
  }).describe('Deadlines in seconds, after which a step has failed.');
};

export const traefikService = () =>
  keys({
    name: label().describe('Label of the host name.'),
    port: port().describe('Port that the guest answers on.'),
  }).describe('How a reverse proxy is to offer the guest. No effect yet.');
