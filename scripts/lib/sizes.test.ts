import { expect, test } from 'vitest';
import { sizesOf } from './sizes.mjs';

test('bytes of a bundle by package', () => {
  const of = (bytesInOutput: number) => ({ bytesInOutput });
  const inputs = {
    '../../node_modules/.pnpm/zod@4.0.0/node_modules/zod/v4/core.js': of(100),
    '../../node_modules/.pnpm/zod@4.0.0/node_modules/zod/v4/index.js': of(11),
    '../../node_modules/.pnpm/a@1/node_modules/@dagrejs/dagre/dist/dagre.js': of(50),
    '../shared-runtime/src/index.ts': of(7),
    'src/main.ts': of(3),
    'src/only-types.ts': of(0),
  };
  expect(sizesOf(inputs, 'dispatcher')).toEqual({
    zod: 111,
    '@dagrejs/dagre': 50,
    'shared-runtime': 7,
    dispatcher: 3,
  });
});
