// `npm run draw`: writes docs/images/lab.svg, the example lab as `phoenix graph` draws it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { drawingPath, labDrawing } from './lib/lab-drawing.mjs';

mkdirSync(dirname(drawingPath), { recursive: true });
writeFileSync(drawingPath, labDrawing());
