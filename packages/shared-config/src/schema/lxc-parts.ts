import * as ip from './address-values.ts';
import * as v from './values.ts';

/** A volume of its own on a storage. */
export const volume = () =>
  v.keys({
    name: v.label().describe('A label for people; Proxmox is not told it.'),
    pool: v.storageId().describe('Storage that the volume is allocated on.'),
    size_gb: v
      .whole(1, 1_000_000)
      .describe('Size in GiB. A larger value grows the volume; it is never shrunk.'),
    mount_point: v
      .propertyPath()
      .describe('Path inside the container. The volume is recognised by it, so keep it.'),
  });

/** net0. */
export const network = () =>
  v
    .keys({
      name: ip.interfaceName().describe('Name of the device in the container, usually eth0.'),
      bridge: ip.interfaceName().describe('Bridge of the host; it has to exist.'),
      ip: ip.ipOrDhcp().describe('IPv4 address with prefix length, or dhcp.'),
      gw: ip.ipv4().optional().describe('IPv4 gateway. Absent: none.'),
      ip6: ip
        .ip6OrAuto()
        .optional()
        .describe('IPv6 address with prefix length, auto (SLAAC) or dhcp. Absent: none.'),
      gw6: ip.ipv6().optional().describe('IPv6 gateway. Absent: none.'),
      nameservers: ip
        .addresses()
        .optional()
        .describe(
          'Name servers (nameserver): one, several with commas between, or a list. Absent: ' +
            'left as they are, for a new container those of the host; [] goes back to those. ' +
            "Taken up at the container's next start.",
        ),
    })
    .describe(
      'The network card net0. What is not declared here of it (mtu, rate, tag) stays as it is.',
    );

/** A directory or file of the host. */
export const bindMount = () =>
  v.keys({
    host_path: v
      .propertyPath()
      .describe(
        'Path on the host. A directory that does not exist is made, so look for it in the plan: ' +
          'it may be mistyped, or its file system not be mounted.',
      ),
    container_path: v.propertyPath().describe('Path inside the container.'),
    owner_uid: v
      .whole(0, 65_535)
      .optional()
      .describe(
        'Owner inside the container of a directory that is made; 0 unless told. An existing one ' +
          'keeps its owner. On the host it is 100000 more for an unprivileged container.',
      ),
    owner_gid: v.whole(0, 65_535).optional().describe('The same for the group; 0 unless told.'),
    read_only: v
      .yesNo()
      .optional()
      .describe('Whether the container may only read it (ro=1); false unless told.'),
  });

/** Ids of the host inside the container. */
export const idMap = () =>
  v.keys({
    type: v
      .choice('u', 'g', 'both', 'uid', 'gid')
      .describe('Users (u, uid), groups (g, gid) or both.'),
    container_id: v.whole(0, 4_294_967_294).describe('First id inside the container.'),
    host_id: v.whole(0, 4_294_967_294).describe('The id of the host that it is.'),
    size: v.whole(1, 4_294_967_295).describe('How many ids from there on.'),
  });

/** GPUs by number. */
export const gpus = () => {
  const number = v.whole(0, 255);
  const text = v.text(/^\s*(?:none|(?:\d{1,3}(?:\s*,\s*\d{1,3})*)?)\s*$/, '');
  return v
    .either([text, number, v.list(number)], '"none" or GPU numbers with commas between, like "0,1"')
    .describe(
      'NVIDIA GPUs for the container, by their number on the host (/dev/nvidia0 is 0); none ' +
        'unless told. Becomes one devN entry per device file: the GPUs themselves, nvidiactl, ' +
        'nvidia-uvm and nvidia-uvm-tools. A clone gets its own, not those of its source.',
    );
};

/** A file beside the application script. */
export const applicationFile = () =>
  v.keys({
    source: v
      .sourceFile()
      .describe('File of the host: absolute, or relative to the base directory.'),
    destination: v
      .sourceFile()
      .describe(
        'A plain name: beside the script, removed with it. Absolute: that place in the ' +
          'container, where it stays (mode 0600, of root; its directory has to exist).',
      ),
  });
