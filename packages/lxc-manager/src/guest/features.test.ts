import { builtInFeatures } from '@phoenix/shared-config';
import { expect, it } from 'vitest';
import { aGuest, anInput } from '../plan/fixtures.ts';
import { builtInFeature } from './features.ts';

const { declared } = anInput({ guests: [aGuest(900)] });

it.each([...builtInFeatures.lxc])('%s is built in, as validation promises', (name) => {
  expect(builtInFeature(name, declared)?.script).toContain('remember');
});

it('other features are not', () => {
  expect(builtInFeature('vllm', declared)).toBeUndefined();
});
