import type { VmGuest, VmUser } from '@phoenix/shared-config';
import { addMissing } from './add-missing.ts';
import { parseTemplate } from './site-template.ts';
import { fillTokens } from './tokens.ts';
import { type Data, documentOf, written } from './yaml.ts';

/**
 * What cloud-init is told about a VM: its first line is `#cloud-config`, without which cloud-init
 * ignores all of it. `template` is the text of the site's own file; what it lacks is added, what
 * it says stays. The same guest and template give the same text. Throws when the template is no
 * cloud-config, of which `templateProblems` tells before. `hash` is that of the user's password; the one
 * in the declaration unless told, as far as it stands there.
 */
export function userData(guest: VmGuest, template?: string, hash = plainHash(guest)): string {
  const own = declaredData(guest, hash);
  if (template === undefined) return `#cloud-config\n${written(documentOf(own))}`;
  const document = parseTemplate('user-data', template);
  fillTokens(document, guest);
  addMissing(document, own);
  return `#cloud-config\n${written(document)}`;
}

function plainHash({ user_config: user }: VmGuest): string | undefined {
  return typeof user?.password_hash === 'string' ? user.password_hash : undefined;
}

function declaredData(guest: VmGuest, hash: string | undefined): Record<string, Data> {
  const { agent, volumes, user_config: user } = guest;
  const packages = new Set([
    ...(agent ? ['qemu-guest-agent'] : []),
    ...(volumes.some((one) => one.type === 'nfs') ? ['nfs-common'] : []),
    ...guest.packages,
  ]);
  return {
    ...names(guest),
    manage_etc_hosts: true,
    ...(user === undefined ? {} : { users: [account(user, hash)] }),
    ...(packages.size === 0 ? {} : { package_update: true, packages: [...packages] }),
    ...(agent ? { runcmd: [['systemctl', 'enable', '--now', 'qemu-guest-agent']] } : {}),
  };
}

/** Host name and full name, split as Proxmox does it for VMs without user-data of their own. */
function names({ name, network_config }: VmGuest): Record<string, Data> {
  const [hostname = name] = name.split('.');
  const [domain = ''] = network_config?.searchdomain?.split(' ') ?? [];
  if (hostname !== name) return { hostname, fqdn: name };
  return domain === '' ? { hostname } : { hostname, fqdn: `${name}.${domain}` };
}

/**
 * The user. The hash goes in as `hashed_passwd`: unlike `passwd` it is also applied when the user
 * came with the template that the VM was cloned from.
 */
function account({ username, ssh_keys }: VmUser, hash: string | undefined): Data {
  return {
    name: username,
    groups: ['adm', 'sudo'],
    sudo: 'ALL=(ALL) NOPASSWD:ALL',
    shell: '/bin/bash',
    lock_passwd: hash === undefined,
    ...(hash === undefined ? {} : { hashed_passwd: hash }),
    ...(ssh_keys.length === 0 ? {} : { ssh_authorized_keys: ssh_keys }),
  };
}
