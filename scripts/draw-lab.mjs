// `npm run draw`: writes the drawings in docs/images: lab.svg, the example lab as `phoenix graph` draws it,
// and pictures of a report. For these it needs what `npm run build` made, and Debian's chromium.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { drawingPath, labDrawing } from './lib/lab-drawing.mjs';
import { drawReport } from './lib/report-pictures.mjs';

const directory = dirname(drawingPath);
mkdirSync(directory, { recursive: true });
writeFileSync(drawingPath, labDrawing());
await drawReport(directory);
