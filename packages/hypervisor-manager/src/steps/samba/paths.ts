/** What Phoenix declares to Samba is in a file of its own, which smb.conf includes. */
export const CONF = '/etc/samba/phoenix.conf';
/** Samba's own file: one block of it is ours. */
export const SMB_CONF = '/etc/samba/smb.conf';
/** Name of that block. */
export const BLOCK = 'samba';
