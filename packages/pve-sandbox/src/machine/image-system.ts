import type { Placeholder } from '../state/templates.ts';

/** The releases that cloud images are named for. */
const releases: Record<string, string> = {
  focal: 'ubuntu 20.04',
  jammy: 'ubuntu 22.04',
  noble: 'ubuntu 24.04',
  oracular: 'ubuntu 24.10',
  plucky: 'ubuntu 25.04',
  questing: 'ubuntu 25.10',
  bullseye: 'debian 11',
  bookworm: 'debian 12',
  trixie: 'debian 13',
};

const families: readonly [pattern: RegExp, ostype: string][] = [
  [/ubuntu-(?:server-)?(\d\d\.\d\d)/, 'ubuntu'],
  [/debian-(\d+)/, 'debian'],
  [/alpine-(\d+\.\d+)/, 'alpine'],
  [/fedora\D*-(\d\d)\b/, 'fedora'],
  [/(?:centos|rocky|alma)\D*(\d+)/, 'centos'],
  [/opensuse\D*([\d.]+\d)/, 'opensuse'],
  [/arch/, 'archlinux'],
];

/** The system that an image's file name tells, as `noble-server-cloudimg-amd64.img` does. */
export function systemOfImage(name: string): Placeholder | undefined {
  const lower = name.toLowerCase();
  const release = Object.keys(releases).find((word) => new RegExp(`\\b${word}\\b`).test(lower));
  const [ostype = '', version = ''] = (releases[release ?? ''] ?? '').split(' ');
  if (ostype !== '') return { ostype, version };
  for (const [pattern, family] of families) {
    const found = pattern.exec(lower);
    if (found !== null) return { ostype: family, version: found[1] ?? '' };
  }
  return undefined;
}
