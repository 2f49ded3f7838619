import type { Release } from '../release.ts';

/** Whose repository offers a package. */
export type Origin = 'debian' | 'pve' | 'ceph' | 'nvidia';

/** A package that can be had: its versions by release, what it needs, what it brings. */
export type Offer = {
  name: string;
  origin: Origin;
  version: Record<Release, string>;
  depends: readonly string[];
};

/** name | version on Debian 12 | version on Debian 13 (`=` the same) | what it depends on */
const debian = `
apparmor|3.0.8-3|4.1.0-1|
apparmor-utils|3.0.8-3|4.1.0-1|apparmor
attr|1:2.5.1-4|1:2.5.2-3|
avahi-daemon|0.8-10|0.8-16|
bash-completion|1:2.11-6|1:2.16.0-7|
bind9-dnsutils|1:9.18.28-1|1:9.20.11-4|
btop|1.2.13-1|1.3.2-0.1|
build-essential|12.9|12.12|gcc g++ make libc6-dev
ca-certificates|20230311|20250419|
chrony|4.3-2+deb12u1|4.6.1-3|
cifs-utils|2:7.0-2|2:7.4-1|
cron|3.0pl1-162|3.0pl1-197|
curl|7.88.1-10+deb12u14|8.14.1-2|
debian-archive-keyring|2023.3+deb12u2|2025.1|
dkms|3.0.10-8+deb12u1|3.2.2-1~deb13u1|build-essential
dnsmasq|2.90-4~deb12u1|2.91-1|dnsmasq-base
dnsmasq-base|2.90-4~deb12u1|2.91-1|
dosfstools|4.2-1|4.2-1.2|
ethtool|1:6.1-1|1:6.14.2-1|
fail2ban|1.0.2-2|1.1.0-8|
g++|4:12.2.0-3|4:14.2.0-1|gcc
gcc|4:12.2.0-3|4:14.2.0-1|
gdisk|1.0.9-2.1|1.0.10-2|
git|1:2.39.5-0+deb12u2|1:2.47.3-0+deb13u1|
gnupg|2.2.40-1.1+deb12u1|2.4.7-21|
hdparm|9.65+ds-1|=|
htop|3.2.2-2|3.4.1-5|
iftop|1.0~pre4-9|1.0~pre4-9+b3|
intel-microcode|3.20250512.1~deb12u1|3.20250812.1~deb13u1|
amd64-microcode|3.20250311.1~deb12u1|3.20250311.1|
iotop|0.6-42|0.6-42+b1|
iperf3|3.12-1+deb12u2|3.18-2+deb13u1|
jq|1.6-2.1+deb12u1|1.7.1-6+deb13u1|
libc6-dev|2.36-9+deb12u13|2.41-12|
libguestfs-tools|1:1.48.6-2|1:1.54.1-1|
guestfs-tools|1.48.3-4|1.52.2-6|
libvirt-daemon-system|9.0.0-4+deb12u2|11.3.0-3|
lm-sensors|1:3.6.0-7.1|1:3.6.2-2|
lsb-release|12.0-1|12.1-1|
lsof|4.95.0-1|4.99.4+dfsg-2|
lvm2|2.03.16-2|2.03.31-2|
make|4.3-4.1|4.4.1-2|
mdadm|4.2-5|4.4-11|
ncdu|1.18-0.2|1.22-1|
net-tools|2.10-0.1+deb12u2|2.10-1.3|
nfs-common|1:2.6.2-4+deb12u1|1:2.8.3-1|rpcbind
nfs-kernel-server|1:2.6.2-4+deb12u1|1:2.8.3-1|nfs-common
nfs4-acl-tools|0.4.2-1|0.4.2-1+b2|
nginx|1.22.1-9+deb12u3|1.26.3-3+deb13u1|
numactl|2.0.16-1|2.0.19-1|
nvme-cli|2.4+really2.3-3|2.13-2|
nvtop|3.0.1-1|3.2.0-1|
openssh-server|1:9.2p1-2+deb12u7|1:10.0p1-7|
parted|3.5-3|3.6-5|
passwd|1:4.13+dfsg1-1+deb12u1|1:4.17.4-2|
pciutils|1:3.9.0-4|1:3.13.0-2|
pkg-config|1.8.1-1|1.8.1-4|
postfix|3.7.11-0+deb12u1|3.10.4-1~deb13u1|
powertop|2.14-1+b2|2.15-3|
pv|1.6.20-1|1.9.31-1|
python3|3.11.2-1+b1|3.13.5-1|
python3-pip|23.0.1+dfsg-1|25.1.1+dfsg-1|python3
python3-venv|3.11.2-1+b1|3.13.5-1|python3
rpcbind|1.2.6-6+b1|1.2.7-1|
rsync|3.2.7-1+deb12u2|3.4.1+ds1-5|
s-tui|1.1.4-1|1.2.0-1|
samba|2:4.17.12+dfsg-0+deb12u2|2:4.22.4+dfsg-1~deb13u1|samba-common samba-common-bin tdb-tools
samba-common|2:4.17.12+dfsg-0+deb12u2|2:4.22.4+dfsg-1~deb13u1|
samba-common-bin|2:4.17.12+dfsg-0+deb12u2|2:4.22.4+dfsg-1~deb13u1|samba-common
screen|4.9.0-4|4.9.1-3|
smartmontools|7.3-1+b1|7.4-3|
smbclient|2:4.17.12+dfsg-0+deb12u2|2:4.22.4+dfsg-1~deb13u1|samba-common
socat|1.7.4.4-2|1.8.0.3-1|
sshpass|1.09-1+b1|1.10-0.1|
stress-ng|0.15.06-2|0.18.12-1|
sudo|1.9.13p3-1+deb12u2|1.9.16p2-3|
sysstat|12.6.1-1|12.7.5-2|
tcpdump|4.99.3-1|4.99.5-2|
tdb-tools|1.4.8-2|2:1.4.13+samba4.22.4+dfsg-1~deb13u1|
tmux|3.3a-3|3.5a-3|
tree|2.1.0-1|2.2.1-1|
ufw|0.36.2-1|0.36.2-9|
unattended-upgrades|2.9.1+nmu3|2.12|
unzip|6.0-28|6.0-29|
vim|2:9.0.1378-2+deb12u2|2:9.1.1230-2|
wget|1.21.3-1+deb12u1|1.25.0-2|
whois|5.5.17|5.6.4|
wireguard-tools|1.0.20210914-1+b1|1.0.20210914-3|
xfsprogs|6.1.0-1|6.13.0-2+b1|
yq|3.1.0-3|3.4.3-2|jq
zip|3.0-13|3.0-15|
zsh|5.9-4+b7|5.9-8+b14|
`;

const proxmox = `
ifupdown2|3.2.0-1+pmx11|3.3.0-1+pmx10|
libpve-access-control|8.2.2|9.0.3|
libpve-guest-common-perl|5.2.2|6.0.2|
libpve-common-perl|8.3.4|9.2.1|
libpve-storage-perl|8.3.7|9.1.7|
lxc-pve|6.0.0-1|6.0.4-1|
lxcfs|6.0.0-pve2|6.0.4-pve1|
proxmox-archive-keyring|3.2|4.0|
proxmox-default-headers|1.1.0|2.0.0|proxmox-headers-@K
proxmox-default-kernel|1.1.0|2.0.0|proxmox-kernel-@K-signed
proxmox-headers-@K|@V|@V|
proxmox-kernel-@K-signed|@V|@V|
proxmox-firewall|0.7.1|1.2.0|
proxmox-ve|8.4.0|9.2.0|pve-manager
pve-cluster|8.1.2|9.1.6|
pve-container|5.3.0|6.1.10|
pve-edk2-firmware|4.2025.02-4~bpo12+1|4.2025.02-4|
pve-firewall|5.1.2|6.0.3|
pve-firmware|3.16-3|3.17-2|
pve-ha-manager|4.0.7|5.0.5|
pve-headers|8.4.0|9.2.0|proxmox-default-headers
pve-headers-@K|@V|@V|proxmox-headers-@K
pve-manager|8.4.14|9.2.11|
pve-qemu-kvm|9.2.0-7|10.1.2-1|
qemu-server|8.4.4|9.2.6|
zfs-zed|2.2.8-pve1|2.3.4-pve1|
zfsutils-linux|2.2.8-pve1|2.3.4-pve1|
`;

const others: Record<'ceph' | 'nvidia', string> = {
  ceph: 'ceph-common|18.2.7-pve1|19.2.3-pve2|\nceph|18.2.7-pve1|19.2.3-pve2|ceph-common\n',
  nvidia:
    'libnvidia-container1|1.17.8-1|=|\nlibnvidia-container-tools|1.17.8-1|=|libnvidia-container1\n' +
    'nvidia-container-toolkit-base|1.17.8-1|=|\n' +
    'nvidia-container-toolkit|1.17.8-1|=|nvidia-container-toolkit-base libnvidia-container-tools\n',
};

/** Everything that the repositories of a kernel version's release offer, by name. */
export function catalog(kernel: string): Map<string, Offer> {
  const all = [
    ...read(debian, 'debian', kernel),
    ...read(proxmox, 'pve', kernel),
    ...read(others.ceph, 'ceph', kernel),
    ...read(others.nvidia, 'nvidia', kernel),
  ];
  return new Map(all.map((offer) => [offer.name, offer]));
}

function read(table: string, origin: Origin, kernel: string): Offer[] {
  return table
    .trim()
    .replaceAll('@K', kernel)
    .replaceAll('@V', kernel.replace(/-pve$/, ''))
    .split('\n')
    .map((line) => {
      const [name = '', older = '', newer = '', depends = ''] = line.split('|');
      const version = { 8: older, 9: newer === '=' ? older : newer };
      return { name, origin, version, depends: depends.split(' ').filter(Boolean) };
    });
}
