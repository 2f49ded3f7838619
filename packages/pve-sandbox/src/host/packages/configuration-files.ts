/** /etc/chrony/chrony.conf, shortened. */
export const chronyConf =
  'confdir /etc/chrony/conf.d\npool 2.debian.pool.ntp.org iburst\nsourcedir /etc/chrony/sources.d\n' +
  'driftfile /var/lib/chrony/chrony.drift\nmakestep 1 3\nrtcsync\n';

/** /etc/exports as nfs-kernel-server brings it. */
export const exportsFile =
  '# /etc/exports: the access control list for filesystems which may be exported\n' +
  '#\t\tto NFS clients.  See exports(5).\n';

/** /etc/samba/smb.conf, shortened. */
export const smbConf = `[global]
   workgroup = WORKGROUP
   log file = /var/log/samba/log.%m
   max log size = 1000
   logging = file
   server role = standalone server
   obey pam restrictions = yes
   unix password sync = yes
   passwd program = /usr/bin/passwd %u
   map to guest = bad user
   usershare allow guests = yes

[homes]
   comment = Home Directories
   browseable = no
   read only = yes

[printers]
   comment = All Printers
   browseable = no
   path = /var/tmp
   printable = yes
   guest ok = no
`;

/** /etc/sudoers as sudo brings it. */
export const sudoersFile =
  'Defaults\tenv_reset\nDefaults\tmail_badpass\n' +
  'Defaults\tsecure_path="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"\n\n' +
  'root\tALL=(ALL:ALL) ALL\n%sudo\tALL=(ALL:ALL) ALL\n\n@includedir /etc/sudoers.d\n';
