/** Every way into the program, as its features register them. */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { isAction, type ActionName } from '../../src/authority/actions.ts';
import type { Feature } from '../../src/feature.ts';
import { gatherRoutes, waysOf } from '../../src/routes.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Each way with the action that it stands for, by name. */
export async function everyWay(): Promise<ReadonlyMap<string, ActionName>> {
  const features: Feature[] = [];
  for (const path of globSync('src/features/*/index.ts', { cwd: ROOT })) {
    const doors = (await import(join(ROOT, path))) as Readonly<Record<string, Feature>>;
    features.push(...Object.values(doors));
  }
  const ways = waysOf(gatherRoutes(features));
  return new Map(ways.flatMap(({ name, action }) => (isAction(action) ? [[name, action]] : [])));
}
