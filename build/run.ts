/** `npm run build`: the program as it is installed, in `dist/`. */
import { resolve } from 'node:path';
import { bundle } from './bundle.ts';

const project = resolve(import.meta.dirname, '..');
await bundle(project, resolve(project, 'dist'));
process.stdout.write('Built into dist/. Start it with: node dist/slipway.js\n');
