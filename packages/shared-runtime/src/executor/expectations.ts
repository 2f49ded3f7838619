import { PhoenixError } from '../errors.ts';
import type { Host } from '../host/host.ts';
import type { Expectation, Operation } from '../operation.ts';
import { confValue, parseConf } from '../pve/conf.ts';
import { guestConfs } from '../pve/guest-confs.ts';
import { isNamed } from '../pve/named-volumes.ts';
import { isPropertyKey, parseProperties, valueHolds } from '../pve/properties.ts';
import { offeredTemplates, TEMPLATE_INDEXES, templateHint } from '../pve/template-index.ts';
import type { ExecutionContext } from './context.ts';
import { attempted, commandName, lastLines, lastWords, meaningOf } from './failure.ts';
import type { Said } from './run-command.ts';

/**
 * Reads back what an operation was for; throws when it did not take, naming both values. Why it
 * did not is in what the command said, however it exited.
 */
export function checkExpectations(
  operation: Operation,
  context: ExecutionContext,
  said?: Said,
): void {
  for (const expectation of operation.expect ?? []) {
    const miss = missed(expectation, context.host);
    if (miss === undefined) continue;
    const what =
      'run' in operation
        ? `${commandName(operation.run)} of ${context.guest} exited 0`
        : `${operation.write} was written`;
    const output = said?.output ?? '';
    const meant = 'run' in operation ? meaningOf(operation, output) : undefined;
    const account = 'template' in expectation ? miss : `${what} but ${miss}${lastWords(output)}`;
    const why = meant?.means ?? account;
    throw new PhoenixError(`${attempted(operation, context.guest)}: ${why}`, {
      log: said?.log === '' ? undefined : said?.log,
      output: lastLines(output) || undefined,
      hint: meant?.hint ?? hintOf(expectation, context.host),
    });
  }
}

/** What to type next, by what was missed. */
function hintOf(expectation: Expectation, host: Pick<Host, 'read'>): string {
  if (!('template' in expectation)) {
    return 'once its cause is gone, type the same command again: it does what is left';
  }
  return templateHint(expectation.template, offered(host));
}

function offered(host: Pick<Host, 'read'>): Set<string> {
  return offeredTemplates(TEMPLATE_INDEXES.map((path) => host.read(path)));
}

/** What expectations are looked up by. */
type Sight = Pick<Host, 'read' | 'exists' | 'list'>;

/** Whether an operation is to be carried out, by what it says of the host as it is now. */
export function isDue({ when = [] }: Operation, host: Sight): boolean {
  return when.every((one) => missed(one, host) === undefined);
}

/** What is otherwise than expected, `rootfs is 32G, wanted 64G`; undefined when it is so. */
function missed(expectation: Expectation, host: Sight) {
  if ('path' in expectation) {
    if (host.exists(expectation.path) === expectation.exists) return undefined;
    return `${expectation.path} ${expectation.exists ? 'does not exist' : 'is still there'}`;
  }
  if ('template' in expectation) {
    if (offered(host).has(expectation.template)) return undefined;
    return `Proxmox offers no template ${expectation.template}`;
  }
  if ('unnamed' in expectation) {
    const confs = guestConfs(host);
    const name = expectation.unnamed.find((one) => confs.some((conf) => isNamed(conf, one)));
    return name && `a conf file names ${name}`;
  }
  const text = host.read(expectation.conf);
  if (text === undefined) return `${expectation.conf} does not exist`;
  if (!('key' in expectation)) {
    if (parseConf(text).snapshots.has(expectation.section)) return undefined;
    return `there is no section [${expectation.section}] in ${expectation.conf}`;
  }
  const { key, section, value: wanted } = expectation;
  const actual = confValue(text, section, key);
  const name = section === undefined ? key : `${key} of [${section}]`;
  if (wanted === null) {
    return actual === undefined ? undefined : `${name} is still there: ${actual}`;
  }
  if (valueHolds(key, actual, wanted)) return undefined;
  const [have, want] = difference(key, actual, wanted);
  return `${name} is ${have}, wanted ${want}`;
}

/** Of property strings only the properties that differ; everything of other values. */
function difference(key: string, actual: string | undefined, wanted: string): [string, string] {
  if (actual === undefined) return ['not set', wanted];
  if (!isPropertyKey(key)) return [actual, wanted];
  const have = parseProperties(actual);
  const names = Object.entries(parseProperties(wanted)).filter(([name, value]) => {
    const one = (part: string | undefined) => (name === '' ? (part ?? '') : `${name}=${part}`);
    return !valueHolds(key, actual, one(value));
  });
  if (names.length === 0) return [actual, wanted];
  if (names.length === 1 && names[0]?.[0] === 'size') {
    return [have.size ?? 'without size', names[0][1]];
  }
  const show = ([name, value]: [string, string | undefined]) =>
    name === '' ? (value ?? 'nothing') : `${name}=${value ?? 'unset'}`;
  return [names.map(([name]) => show([name, have[name]])).join(','), names.map(show).join(',')];
}
