import type { VmGuest } from '@phoenix/shared-config';
import { type Document, isMap, isScalar, isSeq, Scalar, visit } from 'yaml';

const TRUTH = '__DHCP4_ENABLED__';
// This one stood for the feature scripts in files of earlier times; they come in through the agent.
const FEATURES = '#FEATURE_FILES_PLACEHOLDER#';
const tokens =
  /__(?:HOSTNAME|USERNAME|DHCP4_ENABLED|IPV4_ADDRESS|IPV4_GATEWAY)__|#FEATURE_FILES_PLACEHOLDER#/g;

type Values = ReadonlyMap<string, string | undefined>;

/** What stands for each token; undefined where this VM has no such thing. */
function valuesOf({ name, network_config, user_config }: VmGuest): Values {
  const { ip = 'dhcp', gw } = network_config ?? {};
  const isDhcp = ip === 'dhcp';
  return new Map([
    ['__HOSTNAME__', name.split('.')[0]],
    ['__USERNAME__', user_config?.username],
    [TRUTH, String(isDhcp)],
    ['__IPV4_ADDRESS__', isDhcp ? undefined : ip],
    ['__IPV4_GATEWAY__', isDhcp ? undefined : gw],
    [FEATURES, ''],
  ]);
}

/**
 * Puts the values of a VM where the tokens stand, inside the parsed file: a value can never become
 * anything but a value. A token alone that this VM has nothing for goes with its key, or with the
 * whole entry of the list that it is in; what is empty by that goes too.
 */
export function fillTokens(document: Document, guest: VmGuest): void {
  let hasAliases = false;
  visit(document, {
    Alias: () => {
      hasAliases = true;
    },
  });
  // What others in the file refer to cannot be taken away.
  new Filler(valuesOf(guest), !hasAliases).fill(document.contents);
}

type Left = 'whole' | 'less' | 'nothing';

class Filler {
  readonly #values: Values;
  readonly #removes: boolean;

  constructor(values: Values, removes: boolean) {
    this.#values = values;
    this.#removes = removes;
  }

  /** Fills a node in place and says what is left of it. */
  fill(node: unknown): Left {
    if (isScalar(node)) return this.#scalar(node);
    if (isSeq(node)) {
      const before = node.items.length;
      node.items = node.items.filter((item) => this.fill(item) === 'whole');
      return before > 0 && node.items.length === 0 ? 'nothing' : 'whole';
    }
    if (!isMap(node)) return 'whole';
    const before = node.items.length;
    node.items = node.items.filter(({ key, value }) => {
      this.fill(key);
      return this.fill(value) !== 'nothing';
    });
    if (node.items.length === before) return 'whole';
    return node.items.length === 0 ? 'nothing' : 'less';
  }

  #scalar(scalar: Scalar): Left {
    const before = scalar.value;
    if (typeof before !== 'string' || before.search(tokens) < 0) return 'whole';
    const isAlone = this.#values.has(before);
    if (this.#removes && isAlone && this.#values.get(before) === undefined) return 'nothing';
    scalar.value = before.replaceAll(tokens, (token) => this.#values.get(token) ?? '');
    const isBlock = scalar.type === Scalar.BLOCK_LITERAL || scalar.type === Scalar.BLOCK_FOLDED;
    if (!isBlock) scalar.type = before === TRUTH ? Scalar.PLAIN : Scalar.QUOTE_DOUBLE;
    return 'whole';
  }
}
