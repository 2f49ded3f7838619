import { nameLength, pathLength } from './limits.ts';
import { secret } from './secret.ts';
import * as v from './values.ts';

export const nfs = () =>
  v.keys({
    exports: v
      .list(
        v.keys({
          path: v.hostPath().describe('Directory of the host.'),
          clients: v
            .list(v.text(/^[^\p{Cc}\s()]+$/u, 'an address or a network'))
            .describe('Who may mount it: addresses and networks.'),
          options: v
            .list(v.text(/^[\w=:.-]+$/, 'one export option, like "rw"'))
            .describe('Options of the export, one each, the same for all clients.'),
        }),
      )
      .optional()
      .describe('Directories that the host offers by NFS (/etc/exports).'),
    shares: v.list(v.data()).optional().describe('Older name of exports; not read.'),
  });

export const samba = () =>
  v.keys({
    user: v.userName().optional().describe('User of the host to whom the shares belong.'),
    password: secret(v.filledLine())
      .optional()
      .describe(
        'Samba password of that user; it is set when the user has none in Samba. Absent: smbpasswd ' +
          'is for you to type, and setup says so.',
      ),
    password_file: v
      .hostPath()
      .optional()
      .describe(
        'Older form of password: the file, for root alone, of which the first line is the password.',
      ),
    workgroup: v
      .text(/^[\w-]{1,15}$/, 'a workgroup of at most 15 letters, digits and dashes')
      .optional()
      .describe('Workgroup. Absent: left as it is.'),
    shares: v
      .list(
        v.keys({
          name: v
            .text(/^[^\p{Cc}[\]/\\]+$/u, 'a share name without brackets and slashes', nameLength)
            .describe('Name of the share.'),
          path: v
            .text(
              /^(?!-)(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^\p{Cc}]+$/u,
              'a path without "." and ".." parts',
              pathLength,
            )
            .describe('Directory of the host; a slash in front is added.'),
          options: v
            .line()
            .optional()
            .describe('"browseable=yes, read_only=no, ..."; the keys below go before it.'),
          valid_users: v
            .list(v.text(/^@?[\w.$-]+$/, 'a user name'))
            .optional()
            .describe('Who may use it; @NAME is a group. Absent: every user.'),
          browsable: v.yesNo().optional().describe('Whether it is listed; true unless told.'),
          read_only: v
            .yesNo()
            .optional()
            .describe('Whether it can only be read; false unless told.'),
          guest_ok: v
            .yesNo()
            .optional()
            .describe('Whether it needs no password; false unless told.'),
        }),
      )
      .optional()
      .describe('Directories that the host offers by Samba.'),
  });

const poolName = () =>
  v.text(
    /^(?!mirror|raidz|draid|spare|log$)[a-zA-Z][\w.:-]*$/,
    'a pool name that ZFS does not reserve',
    nameLength,
  );

const pool = () =>
  v.keys({
    name: poolName().describe('Name of the pool.'),
    raid_level: v
      .text(
        /^(?:single|stripe|mirror|raidz[123]?|raid10)$/i,
        '"single", "mirror" or "raidz1" to "raidz3"',
      )
      .optional()
      .describe('How the disks are put together; single unless told.'),
    disks: v
      .list(v.hostPath())
      .optional()
      .describe('Disks, best by /dev/disk/by-id/... since other names change.'),
  });

const dataset = () =>
  v.keys({
    name: v
      .text(/^[\w][\w.:-]*(?:\/[\w][\w.:-]*)*$/, 'a dataset name', nameLength)
      .describe('Name below the pool.'),
    pool: poolName().describe('Pool that it lies in.'),
    properties: v
      .either(
        [
          v.text(/^[\w:.]+=[^\p{Cc},=]+(?:,\s*[\w:.]+=[^\p{Cc},=]+)*$|^$/u, ''),
          v.map(v.filledLine()),
        ],
        'properties "name=value" with commas between, or an object of them',
      )
      .optional()
      .describe('ZFS properties, like "recordsize=16K,compression=lz4,quota=200G".'),
    proxmox_storage_type: v
      .filledLine()
      .optional()
      .describe(
        'Kind of Proxmox storage that it becomes: zfspool (disks of guests) or dir (files).',
      ),
    proxmox_content_type: v
      .text(/^[a-z]+(?:,\s*[a-z]+)*$/, 'content types with commas between')
      .optional()
      .describe(
        'What that storage takes: rootdir (containers), images (VMs), iso, vztmpl, backup.',
      ),
    storage_class: v.line().optional().describe('"direct" or "shared"; for people only.'),
  });

export const zfs = () =>
  v.keys({
    arc_max_gb: v
      .whole(1, 1_000_000)
      .optional()
      .describe('Most memory for the ZFS cache, in GiB. Absent: left to ZFS.'),
    arc_max: v.line().optional().describe('Older form of arc_max_gb; not read.'),
    pools: v.list(pool()).optional().describe('ZFS pools of the host.'),
    datasets: v
      .list(dataset())
      .optional()
      .describe('Datasets of these pools, each with the Proxmox storage that it becomes.'),
    dataset_storage_types: v
      .list(v.data())
      .optional()
      .describe('Older form of proxmox_storage_type; not read.'),
  });
