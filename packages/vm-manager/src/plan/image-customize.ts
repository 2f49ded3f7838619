import { imageName } from '@phoenix/shared-config';
import type { Operation } from '@phoenix/shared-runtime';
import { IMAGE_CACHE } from '@phoenix/shared-runtime/guests';
import { PATHS } from '../paths.ts';
import { type Image, type PlanInput, VM_DEADLINES } from './types.ts';

/** The program that changes an image without starting it. */
export const CUSTOMIZER = 'virt-customize';

/** The agent installed in a copy; the image itself stays as it was published. */
export function customized({ guest, world }: PlanInput, image: Image): Image {
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
      doing: `make ${IMAGE_CACHE}`,
      cause: 'place for images',
      write: IMAGE_CACHE,
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

/** A copy that a killed run left: the image has been imported, or is going to be copied again. */
export function leftCopies({ guest, world }: PlanInput): Operation[] {
  const path = copyOf(guest.id, guest.template_image ?? '');
  return world.facts.paths.get(path) === undefined ? [] : [removal(guest.id, path)];
}

/** Where the customized copy of the image lies while it is needed. */
export function copyOf(id: number, image: string): string {
  return PATHS.customized(id, imageName(image));
}
