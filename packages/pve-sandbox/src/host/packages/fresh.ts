import { factsOf, type Release } from '../release.ts';
import { catalog, type Offer } from './catalog.ts';

/** What the installer of Proxmox VE puts on a disk, as far as anyone asks. */
const fresh = [
  'apparmor bash-completion ca-certificates chrony cron curl debian-archive-keyring dosfstools gdisk',
  'lvm2 nfs-common openssh-server parted passwd pciutils postfix python3 rpcbind rsync screen',
  'smartmontools smbclient samba-common wget gnupg lsof cifs-utils hdparm dnsmasq-base',
  'ifupdown2 libpve-access-control libpve-guest-common-perl libpve-common-perl libpve-storage-perl',
  'lxc-pve lxcfs proxmox-archive-keyring proxmox-default-kernel proxmox-firewall proxmox-ve',
  'pve-cluster pve-container pve-edk2-firmware pve-firewall pve-firmware pve-ha-manager pve-manager',
  'pve-qemu-kvm qemu-server zfs-zed zfsutils-linux ceph-common',
];

/** What a host setup adds: servers of files, and sudo. */
const setUp = 'nfs-kernel-server samba samba-common-bin tdb-tools sudo';

/** The packages of a fresh host, or of one after its setup. */
export function freshPackages(release: Release, afterSetup: boolean): Offer[] {
  const { kernel } = factsOf(release);
  const offers = catalog(kernel);
  const names = [...fresh, `proxmox-kernel-${kernel}-signed`, afterSetup ? setUp : ''];
  return names
    .join(' ')
    .split(' ')
    .filter(Boolean)
    .sort()
    .flatMap((name) => offers.get(name) ?? []);
}
