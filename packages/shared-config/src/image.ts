import type { VmDefaults, VmGuest } from './vm-guest.ts';

/** Releases whose cloud images Canonical keeps under their names (cloud-images.ubuntu.com). */
const releases: ReadonlySet<string> = new Set(
  'trusty xenial bionic focal jammy noble oracular plucky questing resolute'.split(' '),
);

/**
 * The address that the image of a VM is fetched from: the declared one, or for a name like
 * `noble-server-cloudimg-amd64.img` the place where Ubuntu offers the newest of it. Undefined for
 * a path, and for a name that is no image of Ubuntu: these must be on the host. `ubuntu_release`
 * adds a release that is not known here.
 */
export function imageUrl(
  { template_image: image }: Pick<VmGuest, 'template_image'>,
  { ubuntu_release: further }: Pick<VmDefaults, 'ubuntu_release'>,
): string | undefined {
  if (image === undefined || /^https?:/.test(image)) return image;
  const release = /^([\w.]+)-server-cloudimg-[\w.-]+$/.exec(image)?.[1];
  if (release === undefined || !(releases.has(release) || release === further)) return undefined;
  return `https://cloud-images.ubuntu.com/${release}/current/${image}`;
}

/** The file name under which an image lies on the host. */
export function imageName(image: string): string {
  const path = image.replace(/^https?:\/\/[^/]*/, '').replace(/[?#].*$/, '');
  return path.slice(path.lastIndexOf('/') + 1);
}
