/** `npm run zones`: every zone, every change of its clock from 2024 to 2040, against the second opinion. */
import { parseArgs } from 'node:util';
import { zones } from '../base/wall-clock.ts';
import { createChance } from '../crash/chance.ts';
import { compareZone } from './compare.ts';
import { OTHER_NAMES } from './other-names.ts';

const SHOWN = 20;
const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' } } });
const chance = createChance(Number(values.seed));
const thoroughness = { everyChange: 1, randomTimes: 20, longWalks: 1 };

let changes = 0;
let cases = 0;
const mismatches: string[] = [];
const names = [...zones, ...OTHER_NAMES];
for (const zone of names) {
  const result = compareZone(zone, thoroughness, chance);
  changes += result.changes;
  cases += result.cases;
  mismatches.push(...result.mismatches);
}
const counted = `${names.length} zones, ${changes} changes of a clock, ${cases} cases, ${mismatches.length} mismatches`;
const report = [
  `${counted} (zone rules ${process.versions['tz']}, seed ${values.seed})`,
  ...mismatches.slice(0, SHOWN),
];
process.stdout.write(`${report.join('\n  ')}\n`);
if (mismatches.length > 0) process.exitCode = 1;
