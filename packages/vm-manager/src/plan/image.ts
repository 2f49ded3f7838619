import { imageName, imageUrl } from '@phoenix/shared-config';
import type { Operation, PlanProblem } from '@phoenix/shared-runtime';
import { cachedImage, imagePlaces } from '@phoenix/shared-runtime/guests';
import { customized } from './image-customize.ts';
import { sizeProblems } from './image-size.ts';
import { type Image, type PlanInput, VM_DEADLINES } from './types.ts';

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

function verified(input: PlanInput, declared: string, path: string): Image {
  const { guest } = input;
  const name = imageName(declared);
  const image = { name, path, after: [], problems: sizeProblems(input, name, path) };
  const { sha256 } = guest;
  if (sha256 === undefined || path === cachedImage(declared, sha256))
    return { ...image, operations: [] };
  const check: Operation = {
    id: 'verify image',
    doing: `verify image ${path} for ${guest.id}`,
    cause: `SHA-256 of ${path} is declared`,
    run: [...input.door.self, 'verify-image', path, '--sha256', sha256],
    effect: 'check',
    deadline: VM_DEADLINES.copy,
  };
  return { ...image, operations: [check] };
}

function fetched(input: PlanInput, declared: string): Image {
  const { guest, door } = input;
  const name = imageName(declared);
  const path = cachedImage(declared, guest.sha256);
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
    holds: [`download:${path}`],
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
