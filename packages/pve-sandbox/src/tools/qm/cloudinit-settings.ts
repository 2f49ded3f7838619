/** Settings of a VM that its cloud-init drive is made from, beside `ipconfigN`. */
export const cloudInitSettings = [
  'cicustom',
  'cipassword',
  'citype',
  'ciupgrade',
  'ciuser',
  'nameserver',
  'searchdomain',
  'sshkeys',
];
