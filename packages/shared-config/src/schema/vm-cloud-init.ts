import * as ip from './address-values.ts';
import { secret } from './secret.ts';
import * as v from './values.ts';
import * as w from './vm-values.ts';

/** Where the first disk of a VM comes from, unless it is cloned. */
export const image = () => ({
  template_image: w
    .image()
    .optional()
    .describe(
      'Cloud image that the disk is made from. A name is looked for on the host, then fetched from ' +
        'cloud-images.ubuntu.com. A VM that is to be made needs one of it and clone_from_vmid. Looked at ' +
        'only then: a VM that exists keeps its disk, and no plan tells of another image, which takes ' +
        'phoenix delete and phoenix create.',
    ),
  sha256: w
    .sha256()
    .optional()
    .describe(
      'SHA-256 sum of the image, checked when the VM is made. Absent: the one of the SHA256SUMS beside it.',
    ),
  customize_image: v
    .yesNo()
    .optional()
    .describe(
      'Whether the guest agent is put into a copy of the image with virt-customize, which must be ' +
        'on the host; false unless told: cloud-init installs the agent.',
    ),
});

export const network = () =>
  v
    .keys({
      ip: ip.ipOrDhcp().describe('IPv4 address with prefix length, or dhcp (ipconfig0).'),
      gw: ip.ipv4().optional().describe('IPv4 gateway (ipconfig0). Absent: none.'),
      nameservers: ip
        .addresses()
        .optional()
        .describe(
          'Name servers: one, several with commas between, or a list (nameserver). Absent: left ' +
            'as they are, for a new VM those of the host; [] goes back to those.',
        ),
      nameserver: ip.addresses().optional().describe('The same; both are put together.'),
      searchdomain: w
        .searchDomain()
        .optional()
        .describe(
          'Domain in which the guest looks for names without dot (searchdomain). Absent: left as ' +
            'it is, for a new VM the one of the host; [] goes back to that.',
        ),
    })
    .describe(
      'Addresses of the network card, given by cloud-init. Absent: dhcp for a new VM, also for a ' +
        'clone; one that exists keeps what it has.',
    );

export const user = () =>
  v
    .keys({
      username: v.userName().describe('Login name; it may use sudo (ciuser).'),
      ssh_keys: v
        .list(w.sshKey())
        .optional()
        .describe('Public keys with which one logs in, one line of a file .pub each.'),
      password_hash: secret(w.passwordHash())
        .optional()
        .describe(
          'Hash of its password, for the console. Absent: it has no password. It goes into a ' +
            'file that only root reads, and is shown nowhere.',
        ),
      gw: v.anything().optional().describe('Not read here; belongs into network_config.'),
    })
    .describe(
      'User that cloud-init makes. Absent: the one of the image; one that was made stays in the VM.',
    );

export const packages = () =>
  v
    .list(w.packageName())
    .describe(
      'Debian packages that cloud-init installs at the first boot. qemu-guest-agent is among them ' +
        'where agent is true, nfs-common where there are nfs volumes.',
    );
