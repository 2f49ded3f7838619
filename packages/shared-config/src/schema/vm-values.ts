import { pathLength } from './limits.ts';
import { either, list, text } from './values.ts';

const domain = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const domains = new RegExp(
  `^(?=.{1,253}$)${domain}(?:\\.${domain})*(?:[ ,]+${domain}(?:\\.${domain})*)*$`,
);

/** Domains for the resolver of a guest; Proxmox keeps them in one line with blanks between. */
export const searchDomain = () =>
  either(
    [text(domains, ''), list(text(domains, 'a domain like "lab.example"'))],
    'a domain like "lab.example", or several with blanks between',
  );

/** A download has a longer name until it is whole. */
const imageLength = { bytes: 4095, part: 240 };

/**
 * A cloud image. A name is one file of a directory that is known; a path and an address become
 * one argument each, so they hold no blank, and a path nothing that ends a part of `scsi0`.
 */
export const image = () =>
  either(
    [
      text(/^\w[\w.+~-]*$/, '', imageLength),
      text(/^(?!.*\/\.{1,2}(?:\/|$))(?:\/[^\p{Cc}\s,=/]+)+$/u, '', imageLength),
      // A name and password would be seen in the list of processes.
      text(/^https?:\/\/[\w.:[\]-]+(?:\/[!"$-.0->@-~]*)*\/\w[\w.+~%-]{0,239}(?:\?[!-~]*)?$/, ''),
    ],
    'the file name of a cloud image like "noble-server-cloudimg-amd64.img", an absolute path, or an http or https address without a password',
  );

export const sha256 = () =>
  text(/^[\da-fA-F]{64}$/, 'a SHA-256 sum: 64 hexadecimal digits, as sha256sum prints it');

/** The types that OpenSSH makes today; `ssh-dss` is not taken by any release still cared for. */
const keyTypes =
  'ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-ssh-ed25519@openssh\\.com|sk-ecdsa-sha2-nistp256@openssh\\.com';

/** One line of an authorized_keys file, without options before it. */
export const sshKey = () =>
  text(
    new RegExp(`^(?:${keyTypes}) [A-Za-z0-9+/]{20,}={0,2}(?: [^\\p{Cc}]*)?$`, 'u'),
    'the line of a public ssh key, like "ssh-ed25519 AAAA... you@desk", as it stands in a file .pub',
  );

/** Format of crypt(3): method, and everything after it without blanks and colons. */
const hashForm = /^\$(?:[156y7]|gy|sm3|2[abxy])\$[!-9;-~]+$/;

/** Whether a text has the form of a crypt hash. */
export const isPasswordHash = (text: string) => hashForm.test(text);

export const passwordHash = () =>
  text(hashForm, 'a crypt hash, as "mkpasswd -m yescrypt" or "openssl passwd -6" prints it');

/** Name of a package by the policy of Debian. */
export const packageName = () =>
  text(
    /^[a-z0-9][a-z0-9+.-]+$/,
    'the name of a Debian package: lower case letters, digits and "+-."',
  );

/** Format pve-vm-cpu-conf: a model, and parts like `flags=+aes;-pcid` behind it. */
export const cpuType = () =>
  text(
    /^[a-zA-Z0-9][\w.-]*(?:,[a-z][a-z-]*=[\w.+:;-]+)*$/,
    'a cpu type of Proxmox, like "host", "x86-64-v2-AES" or "host,flags=+aes"',
  );

/** A directory in a line of fstab, whose parts are parted by blanks. */
export const mountPath = () =>
  text(
    /^(?!.*\/\.{1,2}(?:\/|$))(?:\/+[^\p{Cc}\s\\,#"'/]+)+\/*$/u,
    'an absolute path without blanks, commas, quotes, "\\", "#", and "." or ".." parts',
    pathLength,
  );
