import { type Document, isAlias, isMap, isSeq, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { type Data, isTruth, node, textOf, word } from './yaml.ts';

/**
 * Adds to a site's cloud-config what is declared of the VM and not in there. What is in there
 * stays: lists grow, and a user that is named there too gets its keys and its password.
 */
export function addMissing(document: Document, declared: { readonly [key: string]: Data }): void {
  const top = document.contents;
  if (!isMap(top)) return;
  const isNamed = top.has('hostname') || top.has('fqdn');
  for (const [key, data] of Object.entries(declared)) {
    if (isNamed && (key === 'hostname' || key === 'fqdn')) continue;
    if (!top.has(key)) {
      top.set(word(key), node(data));
      continue;
    }
    const add = adders[key];
    const items = add === undefined ? undefined : listAt(document, top, key);
    if (add === undefined || items === undefined || !Array.isArray(data)) continue;
    for (const one of data) add(items, one);
  }
}

/** The list at a key. One that stands elsewhere in the file is copied, not changed there too. */
function listAt(document: Document, top: YAMLMap, key: string): YAMLSeq | undefined {
  const value: unknown = top.get(key, true);
  if (isSeq(value)) return value;
  const list = isAlias(value) ? value.resolve(document) : value;
  const items = isSeq(list) ? list.items : key === 'users' ? listOfUsers(list) : undefined;
  if (items === undefined) return undefined;
  const copy = new YAMLSeq();
  copy.items = [...items];
  top.set(key, copy);
  return copy;
}

/** Users as the list that their names in one text, or a map of them, are short for. */
function listOfUsers(users: unknown): unknown[] | undefined {
  const names = textOf(users);
  if (names !== undefined) return names.split(',').map((name) => word(name.trim()));
  if (!isMap(users)) return undefined;
  return users.items.flatMap(({ key, value }) => {
    if (!isMap(value)) return isTruth(value) === true ? [key] : [];
    const account = new YAMLMap();
    const rest = value.items.filter((pair) => textOf(pair.key) !== 'name');
    account.items = [new Pair(word('name'), key), ...rest];
    return [account];
  });
}

const adders: Readonly<Record<string, (list: YAMLSeq, data: Data) => void>> = {
  packages: (list, data) => {
    if (!textsIn(list).includes(String(data))) list.add(node(data));
  },
  runcmd: (list, data) => {
    const words = Array.isArray(data) ? data.map(String) : [String(data)];
    const unit = words.at(-1) ?? '';
    const isThere = list.items.some((one) => {
      const command = isSeq(one) ? textsIn(one).join(' ') : (textOf(one) ?? '');
      return command.includes('systemctl') && command.includes(unit);
    });
    if (!isThere) list.add(node(data));
  },
  users: (list, data) => {
    if (typeof data !== 'object' || Array.isArray(data)) return;
    const account = data as { readonly [key: string]: Data };
    const same = list.items.find(
      (one): one is YAMLMap => isMap(one) && textOf(one.get('name', true)) === account.name,
    );
    if (same === undefined) list.add(node(account));
    else complete(same, account);
  },
};

/** Gives a user of the site the declared password and keys. */
function complete(user: YAMLMap, declared: { readonly [key: string]: Data }): void {
  if (declared.hashed_passwd !== undefined) {
    user.delete('passwd');
    user.delete('plain_text_passwd');
    for (const key of ['lock_passwd', 'hashed_passwd']) {
      user.set(key, node(declared[key] ?? false));
    }
  }
  const { ssh_authorized_keys: keys } = declared;
  if (!Array.isArray(keys)) return;
  const there = user.get('ssh_authorized_keys', true);
  const one = textOf(there);
  if (isSeq(there)) for (const key of keys) adders.packages?.(there, key);
  else user.set('ssh_authorized_keys', node(one === undefined ? keys : [one, ...keys]));
}

/** All texts in a list and in the lists and maps inside it. */
function textsIn(value: unknown): string[] {
  if (value instanceof Scalar) return [String(value.value)];
  if (isSeq(value)) return value.items.flatMap(textsIn);
  return isMap(value) ? value.items.flatMap((pair) => textsIn(pair.value)) : [];
}
