/** A network card in netplan's words, as far as they matter here. */
export type Ethernet = {
  match?: { macaddress?: string; name?: string };
  'set-name'?: string;
  dhcp4?: boolean | string;
  dhcp6?: boolean | string;
  addresses?: readonly (string | object)[];
  gateway4?: string;
  routes?: readonly { to?: string; via?: string }[];
  nameservers?: { addresses?: readonly string[]; search?: readonly string[] };
};
