/** The text files in /etc of a fresh host, by path. */
export const etcFiles: Record<string, string> = {
  'etc/hostname': 'pve\n',
  'etc/hosts': '127.0.0.1 localhost.localdomain localhost\n10.0.0.13 pve.local pve\n',
  'etc/resolv.conf': 'search local\nnameserver 8.8.8.8\n',
  'etc/nsswitch.conf':
    'passwd: files\ngroup: files\nshadow: files\nhosts: files dns\nnetworks: files\n' +
    'protocols: db files\nservices: db files\n',
  'etc/passwd':
    'root:x:0:0:root:/root:/bin/bash\n' +
    'daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n' +
    'bin:x:2:2:bin:/bin:/usr/sbin/nologin\n' +
    'sys:x:3:3:sys:/dev:/usr/sbin/nologin\n' +
    'mail:x:8:8:mail:/var/mail:/usr/sbin/nologin\n' +
    'www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\n' +
    'backup:x:34:34:backup:/var/backups:/usr/sbin/nologin\n' +
    '_apt:x:42:65534::/nonexistent:/usr/sbin/nologin\n' +
    'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n',
  'etc/group':
    'root:x:0:\ndaemon:x:1:\nbin:x:2:\nsys:x:3:\nadm:x:4:\ntty:x:5:\ndisk:x:6:\nmail:x:8:\n' +
    'sudo:x:27:\nwww-data:x:33:\nbackup:x:34:\nshadow:x:42:\nvideo:x:44:\nusers:x:100:\n' +
    'render:x:104:\nnogroup:x:65534:\n',
  'etc/shadow': 'root:*:20000:0:99999:7:::\nnobody:*:20000:0:99999:7:::\n',
  'etc/gshadow': 'root:*::\nsudo:*::\nshadow:*::\n',
  'etc/shells': '/bin/sh\n/bin/bash\n/usr/bin/bash\n',
  'etc/subuid': 'root:100000:65536\n',
  'etc/subgid': 'root:100000:65536\n',
  'etc/fstab': '# <file system> <mount point> <type> <options> <dump> <pass>\n',
  'etc/timezone': 'Etc/UTC\n',
  'etc/locale.gen': 'en_US.UTF-8 UTF-8\n',
  'etc/default/locale': 'LANG=en_US.UTF-8\n',
  'etc/default/grub': 'GRUB_DEFAULT=0\nGRUB_CMDLINE_LINUX_DEFAULT="quiet"\n',
  'etc/kernel/cmdline': 'root=ZFS=rpool/ROOT/pve-1 boot=zfs\n',
  'etc/modules': '# one module a line\n',
  'etc/login.defs':
    'MAIL_DIR /var/mail\nPASS_MAX_DAYS 99999\nPASS_MIN_DAYS 0\nPASS_WARN_AGE 7\nUID_MIN 1000\nUID_MAX 60000\n' +
    'GID_MIN 1000\nGID_MAX 60000\nUSERGROUPS_ENAB yes\nHOME_MODE 0700\nENCRYPT_METHOD YESCRYPT\n',
  'etc/default/useradd': 'SHELL=/bin/sh\n',
  'etc/machine-id': '0123456789abcdef0123456789abcdef\n',
  'etc/profile': 'export PATH\n',
  'etc/sysctl.conf': '',
};

/** The text files of a fresh Proxmox VE below /etc/pve. */
export const pveFiles: Record<string, string> = {
  'etc/pve/user.cfg': 'user:root@pam:1:0:::root@example.invalid::\n',
  'etc/pve/datacenter.cfg': 'keyboard: en-us\n',
  'etc/pve/.members': '{"nodename":"pve","version":0}\n',
  'etc/pve/.version': '{"starttime":0,"clinfo":0,"vmlist":0}\n',
};

/** What the machine's programs need of the machine's own /etc, copied at init. */
export const copiedEtc = ['ld.so.cache', 'ld.so.conf', 'ld.so.conf.d', 'protocols', 'services'];
