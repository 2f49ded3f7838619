import { builtInFeatures } from '@phoenix/shared-config';
import { describe, expect, it } from 'vitest';
import { aDeclaration } from '../fixtures.ts';
import { CONTAINERS, VMS } from '../kind.ts';
import { builtInFeature } from './features.ts';

const declared = aDeclaration({});

describe.each([CONTAINERS, VMS])('features of $name', (kind) => {
  it('are built in where validation promises them', () => {
    for (const name of builtInFeatures[kind.name])
      expect(builtInFeature(kind, name, declared)?.script).toContain('remember');
  });

  it('are not, where only the site can have them', () => {
    expect(builtInFeature(kind, 'vllm', declared)).toBeUndefined();
  });
});

it('a VM brings the driver of its GPU itself', () => {
  expect(builtInFeature(VMS, 'nvidia', declared)).toBeUndefined();
});
