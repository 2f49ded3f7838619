import { type Found, type Settings, stays, type Words } from '@phoenix/shared-runtime/guests';
import { formatProperties, parseProperties } from '@phoenix/shared-runtime/pve';
import { readUserData } from '../cloud-init/read-user-data.ts';
import { cloudInitDrive } from '../plan/disks.ts';
import { snippetFile } from '../plan/snippet-files.ts';
import { isOurs } from '../plan/snippets.ts';

/**
 * Address, user and packages, where the data of cloud-init is what Phoenix wrote. Any other is left
 * undeclared: Phoenix would put its own in the place of it.
 */
export function cloudInitWords(found: Found, agent: boolean, settings: Settings): Words {
  const cicustom = found.conf.main.keys.get('cicustom');
  if (!isOurs(found.id, cicustom)) return { keys: {}, notes: [] };
  settings.take('cicustom');
  settings.take(cloudInitDrive(found.conf.main.keys) ?? '');
  const network = networkWords(settings);
  const text = found.texts.get(snippetFile(cicustom, found.storages) ?? '');
  if (text === undefined)
    return {
      ...network,
      notes: [...network.notes, `the file of its user-data is not there: ${cicustom}`],
    };
  const { packages, users } = readUserData(text);
  const username = settings.take('ciuser');
  const user = users.find(({ name }) => name === username);
  const added = packages.filter((name) => !(agent && name === 'qemu-guest-agent'));
  return {
    keys: {
      ...network.keys,
      ...(username === undefined ? {} : { user_config: userOf(username, user?.keys ?? []) }),
      ...(added.length === 0 ? {} : { packages: added }),
    },
    notes: [
      ...network.notes,
      ...(user?.hasPassword === true
        ? [
            `the password of ${username} is not shown: user_config.password_hash is hashed_passwd in ${snippetFile(cicustom, found.storages)}`,
          ]
        : []),
    ],
  };
}

function userOf(username: string, ssh_keys: readonly string[]) {
  return { username, ...(ssh_keys.length === 0 ? {} : { ssh_keys }) };
}

function networkWords(settings: Settings): Words {
  const address = settings.take('ipconfig0');
  const { ip, gw, ...others } = parseProperties(address ?? '');
  const notes =
    Object.keys(others).length === 0 ? [] : [stays('ipconfig0', formatProperties(others))];
  if (address === undefined || ip === undefined) return { keys: {}, notes };
  const nameserver = settings.take('nameserver');
  const searchdomain = settings.take('searchdomain');
  const network_config = {
    ip,
    ...(gw === undefined ? {} : { gw }),
    ...(nameserver === undefined ? {} : { nameservers: nameserver.split(/[\s,;]+/) }),
    ...(searchdomain === undefined ? {} : { searchdomain }),
  };
  return { keys: { network_config }, notes };
}
