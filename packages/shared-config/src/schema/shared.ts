import {
  choice,
  either,
  featureName,
  filledLine,
  filledList,
  keys,
  line,
  list,
  map,
  port,
  scriptPath,
  text,
  whole,
  yesNo,
} from './values.ts';

export const features = () =>
  either(
    [list(featureName()), text(/^(?:\w[\w-]*(?:\s*,\s*\w[\w-]*)*)?$/, '')],
    'a list of feature names, each of letters, digits, "_" and "-"',
  ).describe('Features in the order in which they are installed.');

const place = () =>
  text(
    /^(?:\+?[\w][\w.:/,-]*)$/,
    'an address, a network, a range, a list of these or the name of an alias or set',
  );

const portList = () =>
  either(
    [port(), text(/^(?:\w[\w-]*(?::\d+)?)(?:,\w[\w-]*(?::\d+)?)*$/, '')],
    'a port, a range "8000:8010" or a list "80,443"',
  );

export const firewallRule = () =>
  keys({
    type: text(/^(?:in|out)$/i, '"in" or "out"'),
    action: text(/^(?:ACCEPT|DROP|REJECT)$/i, '"ACCEPT", "DROP" or "REJECT"'),
    source: place().optional(),
    dest: place().optional(),
    proto: text(/^[\w][\w.-]*$/, 'a protocol, like "tcp"').optional(),
    port: portList().optional(),
    iface: text(/^[\w.-]{1,20}$/, 'the name of a network device, like "net0"').optional(),
    comment: line().optional(),
  });

export const firewall = () =>
  keys({ enabled: yesNo(), rules: list(firewallRule()).optional() }).describe(
    'Firewall of the guest; rules are applied in this order.',
  );

export const healthCheck = () =>
  keys({
    command: either(
      [text(/^[^\p{Cc}]*\S[^\p{Cc}]*$/u, ''), filledList(line())],
      'a command line, or a list of its arguments',
    ).describe('Command run inside the guest, without a shell. A list holds one argument each.'),
    retries: whole(1, 10_000).optional().describe('Attempts, 3 unless told.'),
    interval: whole(0, 86_400).optional().describe('Seconds between attempts, 5 unless told.'),
    timeout: whole(1, 86_400).optional().describe('Seconds that one attempt may take.'),
  }).describe('When the guest counts as healthy.');

export const healthScripts = () =>
  list(
    keys({ name: filledLine().optional(), script: scriptPath(), args: list(line()).optional() }),
  );

const testEntry = () => keys({ name: filledLine(), type: choice('script'), path: scriptPath() });

export const tests = () =>
  map(list(testEntry())).describe('Test suites by name; paths are below bin/tests.');
export const testList = () => list(testEntry());

export const timeouts = () => {
  const seconds = () => whole(1, 86_400).optional();
  return keys({
    create: seconds(),
    clone: seconds(),
    start: seconds(),
    ready: seconds(),
    feature: seconds(),
    application: seconds(),
    health: seconds(),
    stop: seconds(),
  }).describe('Deadlines in seconds.');
};

export const traefikService = () => keys({ name: filledLine(), port: port() });
