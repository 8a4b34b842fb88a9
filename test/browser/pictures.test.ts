/** The pictures that the documentation shows: all there, none left over, none too large. */
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { pictureFiles, PICTURES_FOLDER } from './picture-names.ts';
import { pngSize } from './png.ts';

const ROOT = join(import.meta.dirname, '../..');
const DOCUMENTS = globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT });

/** The most that a page should load for one picture, in bytes. */
const LARGEST = 200_000;

test('the folder holds every picture of the walk, and no other', () => {
  const kept = readdirSync(PICTURES_FOLDER);
  expect(kept.toSorted()).toEqual(pictureFiles().toSorted());
});

test.each(pictureFiles())('%s is a picture that loads quickly', (file) => {
  const bytes = readFileSync(join(PICTURES_FOLDER, file));
  expect(pngSize(bytes)).not.toBeNull();
  expect(bytes.length).toBeLessThan(LARGEST);
});

test.each(DOCUMENTS)('%s shows only pictures that exist', (document) => {
  const text = readFileSync(join(ROOT, document), 'utf8');
  const named = [...text.matchAll(/[\w./-]*pictures\/[\w-]+\.png/g)].map(([path]) =>
    basename(path),
  );
  expect(named.filter((name) => !pictureFiles().includes(name))).toEqual([]);
});
