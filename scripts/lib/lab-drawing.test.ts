import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { drawingPath, labDrawing } from './lab-drawing.mjs';

it('docs/images/lab.svg is what npm run draw makes', () => {
  expect(readFileSync(drawingPath, 'utf8')).toBe(labDrawing());
});
