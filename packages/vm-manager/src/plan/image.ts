import { imageName, imageUrl } from '@phoenix/shared-config';
import type { Operation, PlanProblem } from '@phoenix/shared-runtime';
import { sha256 as sha256Of } from '@phoenix/shared-runtime/guests';
import type { Storage } from '@phoenix/shared-runtime/pve';
import { PATHS } from '../paths.ts';
import { sizeProblems } from './image-size.ts';
import { type PlanInput, VM_DEADLINES } from './types.ts';

/** The program that changes an image without starting it. */
export const CUSTOMIZER = 'virt-customize';

/** The image that a VM is made from: its file on the host, and what has to happen before. */
export interface Image {
  readonly name: string;
  readonly path: string;
  readonly operations: readonly Operation[];
  /** After the import: what is not needed any more. */
  readonly after: readonly Operation[];
  readonly problems: readonly PlanProblem[];
}

/** Where the image of a VM may lie: as declared, in a storage, in the cache of fetched images. */
export function imagePlaces(
  image: string,
  sha256: string | undefined,
  storages: ReadonlyMap<string, Storage>,
): string[] {
  if (image.startsWith('/')) return [image];
  const name = imageName(image);
  const inStorages = [...storages.values()]
    .filter(({ path, disabled }) => path !== undefined && !disabled)
    .flatMap(({ path, content }) => [
      ...(content.has('import') ? [`${path}/import/${name}`] : []),
      ...(content.has('iso') ? [`${path}/template/iso/${name}`] : []),
    ]);
  return isAddress(image) ? [cached(image, sha256)] : [...inStorages, cached(image, sha256)];
}

/**
 * Finds the image; when it is nowhere, plans its download. An image that a person put there is
 * verified against the declared checksum, one in the cache was when it was fetched.
 */
export function imageOf(input: PlanInput): Image {
  const { guest, world } = input;
  const declared = guest.template_image ?? '';
  const places = imagePlaces(declared, guest.sha256, world.facts.storages);
  const found = places.find((path) => world.facts.paths.get(path)?.kind === 'file');
  const ready = found === undefined ? fetched(input, declared) : verified(input, declared, found);
  if (!guest.customize_image || ready.problems.length > 0) return ready;
  return customized(input, ready);
}

/** A copy that a killed run left: the image has been imported, or is going to be copied again. */
export function leftCopies({ guest, world }: PlanInput): Operation[] {
  const path = copyOf(guest.id, guest.template_image ?? '');
  return world.facts.paths.get(path) === undefined ? [] : [removal(guest.id, path)];
}

/** Where the customized copy of the image lies while it is needed. */
export function copyOf(id: number, image: string): string {
  return PATHS.customized(id, imageName(image));
}

function verified(input: PlanInput, declared: string, path: string): Image {
  const { guest } = input;
  const name = imageName(declared);
  const image = { name, path, after: [], problems: sizeProblems(input, name, path) };
  const { sha256 } = guest;
  if (sha256 === undefined || path === cached(declared, sha256))
    return { ...image, operations: [] };
  const check: Operation = {
    id: 'verify image',
    doing: `verify image ${path} for ${guest.id}`,
    cause: `SHA-256 of ${path} is declared`,
    run: ['sha256sum', '--check', '--strict', '-'],
    input: `${sha256}  ${path}\n`,
    effect: 'check',
    deadline: VM_DEADLINES.copy,
    exits: { 1: `the SHA-256 of ${path} is not the declared ${sha256}` },
  };
  return { ...image, operations: [check] };
}

function fetched(input: PlanInput, declared: string): Image {
  const { guest, door } = input;
  const name = imageName(declared);
  const path = cached(declared, guest.sha256);
  const image = { name, path, operations: [], after: [], problems: [] };
  const url = imageUrl(guest, input.declared.vmDefaults);
  if (declared.startsWith('/') || url === undefined)
    return { ...image, problems: [nowhere(input, declared)] };
  const fetch: Operation = {
    id: 'image',
    doing: `fetch image ${name} for ${guest.id}`,
    cause: `image ${name} is not on this host`,
    run: [
      ...door.self,
      'fetch-image',
      url,
      path,
      ...(guest.sha256 === undefined ? [] : ['--sha256', guest.sha256]),
    ],
    effect: 'change',
    deadline: VM_DEADLINES.fetch,
    waitsFor: `download of ${name}`,
    expect: [{ path, exists: true }],
  };
  return { ...image, operations: [fetch] };
}

function nowhere({ guest }: PlanInput, declared: string): PlanProblem {
  if (declared === '')
    return {
      message: `cannot create ${guest.id}: it has neither a template_image nor a clone_from_vmid`,
      hint: `give ${guest.id} a "template_image" (name, path or address of a cloud image) or a "clone_from_vmid"`,
    };
  return {
    message: `cannot create ${guest.id}: image ${declared} is not on this host`,
    hint: declared.startsWith('/')
      ? 'put the image there, or declare its address as template_image'
      : 'declare its whole address (https://...) as template_image, or put the file into a storage with import content',
  };
}

/** The agent installed in a copy; the image itself stays as it was published. */
function customized({ guest, world }: PlanInput, image: Image): Image {
  if (world.facts.paths.get(CUSTOMIZER) === undefined)
    return {
      ...image,
      problems: [
        {
          message: `cannot customize the image of ${guest.id}: ${CUSTOMIZER} is not on this host`,
          hint: 'type apt-get install libguestfs-tools, or take customize_image out: cloud-init installs the agent as well',
        },
      ],
    };
  const path = PATHS.customized(guest.id, image.name);
  const operations: Operation[] = [
    {
      id: 'image cache',
      doing: `make ${PATHS.imageCache}`,
      cause: 'place for images',
      write: PATHS.imageCache,
      directory: { mode: 0o755 },
    },
    {
      id: 'copy image',
      doing: `copy image ${image.name} for ${guest.id}`,
      cause: 'the published image stays as it is',
      run: ['cp', '--sparse=always', '--reflink=auto', image.path, path],
      effect: 'change',
      deadline: VM_DEADLINES.copy,
      expect: [{ path, exists: true }],
    },
    {
      id: 'customize image',
      doing: `install the guest agent in the image of ${guest.id}`,
      cause: 'customize_image is declared',
      run: [
        CUSTOMIZER,
        '--add',
        path,
        '--install',
        'qemu-guest-agent',
        '--run-command',
        'systemctl enable qemu-guest-agent',
        '--truncate',
        '/etc/machine-id',
      ],
      effect: 'change',
      deadline: VM_DEADLINES.customize,
    },
  ];
  return {
    ...image,
    path,
    operations: [...image.operations, ...operations],
    after: [removal(guest.id, path)],
  };
}

function removal(id: number, path: string): Operation {
  return {
    id: 'remove copy',
    doing: `remove the customized image of ${id}`,
    cause: `${path} is imported`,
    run: ['rm', '-f', path],
    effect: 'change',
    deadline: VM_DEADLINES.finalise,
    expect: [{ path, exists: false }],
  };
}

/**
 * Where an image is kept. One of which the checksum is declared has a file of its own, and so has
 * each address: two addresses may well end in the same name and hold different systems.
 */
function cached(image: string, sha256: string | undefined): string {
  const name = imageName(image);
  const usual = !isAddress(image) || image === imageUrl({ template_image: name }, {});
  const own = sha256 ?? (usual ? undefined : sha256Of(image));
  return PATHS.image(own === undefined ? name : `${own.slice(0, 12)}-${name}`);
}

function isAddress(image: string): boolean {
  return /^https?:\/\//.test(image);
}
