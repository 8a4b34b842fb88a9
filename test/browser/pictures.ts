/** Makes the pictures of the documentation again, from the product as it is: `npm run pictures`. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cameraInto } from './camera.ts';
import { pictureFiles, PICTURES_FOLDER } from './picture-names.ts';
import { walkHotfix } from './hotfix-walk.ts';
import { walk } from './walk.ts';

mkdirSync(PICTURES_FOLDER, { recursive: true });
await walk(cameraInto(PICTURES_FOLDER));
await walkHotfix(cameraInto(PICTURES_FOLDER));
for (const name of readdirSync(PICTURES_FOLDER))
  if (!pictureFiles().includes(name)) rmSync(join(PICTURES_FOLDER, name));
process.stdout.write(`${pictureFiles().length} pictures in ${PICTURES_FOLDER}\n`);
