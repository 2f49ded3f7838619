/** A unit that a package brings: where `enable` links it to ('' when it has no such place). */
export type PackagedUnit = {
  name: string;
  owner: string;
  wantedBy: string;
  description: string;
  /** A oneshot or socket unit and alike stays active, but runs no process. */
  exits: boolean;
};

/** unit | package, or systemd itself | wanted by | description; a minus: it runs no process */
const table = `
apparmor.service|apparmor|sysinit.target|Load AppArmor profiles|-
apt-daily-upgrade.timer|apt|timers.target|Daily apt upgrade and clean activities|-
apt-daily.timer|apt|timers.target|Daily apt download activities|-
avahi-daemon.service|avahi-daemon|multi-user.target|Avahi mDNS/DNS-SD Stack|
blk-availability.service|lvm2|sysinit.target|Availability of block devices|-
chrony.service|chrony|multi-user.target|chrony, an NTP client/server|
cron.service|cron|multi-user.target|Regular background program processing daemon|
dbus.service|systemd||D-Bus System Message Bus|
dnsmasq.service|dnsmasq|multi-user.target|dnsmasq - A lightweight DHCP and caching DNS server|
e2scrub_all.timer|systemd|timers.target|Periodic ext4 Online Metadata Check for All Filesystems|-
fail2ban.service|fail2ban|multi-user.target|Fail2Ban Service|
fstrim.timer|systemd|timers.target|Discard unused filesystem blocks once a week|-
getty@tty1.service|systemd|getty.target|Getty on tty1|
logrotate.timer|systemd|timers.target|Daily rotation of log files|-
lxc.service|lxc-pve|multi-user.target|LXC Container Initialization and Autoboot Code|-
lxcfs.service|lxcfs|multi-user.target|FUSE filesystem for LXC|
multi-user.target|systemd||Multi-User System|-
basic.target|systemd||Basic System|-
network.target|systemd||Network|-
network-online.target|systemd||Network is Online|-
networking.service|ifupdown2|multi-user.target|Network initialization|-
nfs-blkmap.service|nfs-common|nfs-client.target|pNFS block layout mapping daemon|
nfs-client.target|nfs-common|multi-user.target|NFS client services|-
nfs-server.service|nfs-kernel-server|multi-user.target|NFS server and services|-
nfs-mountd.service|nfs-kernel-server||NFS Mount Daemon|
nfs-idmapd.service|nfs-kernel-server||NFSv4 ID-name mapping service|
nginx.service|nginx|multi-user.target|A high performance web server and a reverse proxy server|
nmbd.service|samba|multi-user.target|Samba NMB Daemon|
postfix.service|postfix|multi-user.target|Postfix Mail Transport Agent|
proxmox-firewall.service|proxmox-firewall|multi-user.target|Proxmox nftables firewall|
pve-cluster.service|pve-cluster|multi-user.target|The Proxmox VE cluster filesystem|
pve-daily-update.timer|pve-manager|timers.target|Daily PVE download activities|-
pve-firewall.service|pve-firewall|multi-user.target|Proxmox VE firewall|
pve-guests.service|pve-manager|multi-user.target|PVE guests|-
pve-ha-crm.service|pve-ha-manager|multi-user.target|PVE Cluster HA Resource Manager Daemon|
pve-ha-lrm.service|pve-ha-manager|multi-user.target|PVE Local HA Resource Manager Daemon|
pvedaemon.service|pve-manager|multi-user.target|PVE API Daemon|
pveproxy.service|pve-manager|multi-user.target|PVE API Proxy Server|
pvescheduler.service|pve-manager|multi-user.target|Proxmox VE scheduler|
pvestatd.service|pve-manager|multi-user.target|PVE Status Daemon|
qmeventd.service|qemu-server|multi-user.target|PVE Qemu Event Daemon|
rpcbind.service|rpcbind|multi-user.target|RPC bind portmap service|
rpcbind.socket|rpcbind|sockets.target|RPCbind Server Activation Socket|-
smartmontools.service|smartmontools|multi-user.target|Self Monitoring and Reporting Technology (SMART) Daemon|
smbd.service|samba|multi-user.target|Samba SMB Daemon|
spiceproxy.service|pve-manager|multi-user.target|PVE SPICE Proxy Server|
ssh.service|openssh-server|multi-user.target|OpenBSD Secure Shell server|
sysstat.service|sysstat|multi-user.target|Resets System Activity Logs|-
systemd-journald.service|systemd||Journal Service|
systemd-logind.service|systemd||User Login Management|
systemd-modules-load.service|systemd||Load Kernel Modules|-
systemd-sysctl.service|systemd||Apply Kernel Variables|-
systemd-udevd.service|systemd||Rule-based Manager for Device Events and Files|
ufw.service|ufw|multi-user.target|Uncomplicated firewall|-
unattended-upgrades.service|unattended-upgrades|multi-user.target|Unattended Upgrades Shutdown|
zfs-import-cache.service|zfsutils-linux|zfs-import.target|Import ZFS pools by cache file|-
zfs-import-scan.service|zfsutils-linux||Import ZFS pools by device scanning|-
zfs-mount.service|zfsutils-linux|zfs.target|Mount ZFS filesystems|-
zfs-share.service|zfsutils-linux|zfs.target|ZFS file system shares|-
zfs-zed.service|zfs-zed|zfs.target|ZFS Event Daemon (zed)|
zfs.target|zfsutils-linux|multi-user.target|ZFS startup target|-
`;

/** Other names that the packages' units have. */
const aliases: Record<string, string> = {
  'chronyd.service': 'chrony.service',
  'cups.service': 'cups.service',
  'nfs-kernel-server.service': 'nfs-server.service',
  'samba.service': 'smbd.service',
  'smartd.service': 'smartmontools.service',
  'sshd.service': 'ssh.service',
};

const all: ReadonlyMap<string, PackagedUnit> = new Map(
  table
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', owner = '', wantedBy = '', description = '', exits] = line.split('|');
      return [name, { name, owner, wantedBy, description, exits: exits === '-' }];
    }),
);

/** Every unit that some package brings. */
export const packagedUnits = (): PackagedUnit[] => [...all.values()];

/** The unit of that name, whether its package is installed or not. */
export const packagedUnit = (name: string): PackagedUnit | undefined =>
  all.get(aliases[name] ?? name);

/** The names of the units that a package brings. */
export const unitsOf = (owner: string): string[] =>
  packagedUnits()
    .filter((unit) => unit.owner === owner)
    .map(({ name }) => name);
