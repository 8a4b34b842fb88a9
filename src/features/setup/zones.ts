/** Time zones to choose from: all that the runtime knows, by region; Slack lets a person search in them. */
import type { OptionGroup } from './fields.ts';
import { option } from '../../slack/blocks.ts';
import type { Zone } from '../../base/time.ts';

/** Slack takes this many choices in one group. */
const MOST_IN_GROUP = 100;
const OTHERS = 'Other';

/** The person's own first, then every other one once. `known` are IANA names. */
export function zoneGroups(
  own: readonly Zone[],
  known: readonly Zone[] = Intl.supportedValuesOf('timeZone'),
): readonly OptionGroup[] {
  const first = [...new Set(own.filter((zone) => zone !== ''))];
  const rest = [...new Set([...known, 'UTC'])].filter((zone) => !first.includes(zone));
  const regions = [...Map.groupBy(rest, regionOf)].sort(([a], [b]) => a.localeCompare(b, 'en'));
  return [
    ...(first.length > 0 ? [group('Yours', first)] : []),
    ...regions.flatMap(([region, zones]) => parts(region, zones.toSorted())),
  ];
}

function regionOf(zone: Zone): string {
  return zone.includes('/') ? (zone.split('/')[0] ?? OTHERS) : OTHERS;
}

function parts(region: string, zones: readonly Zone[]): readonly OptionGroup[] {
  const count = Math.ceil(zones.length / MOST_IN_GROUP);
  return Array.from({ length: count }, (_, index) =>
    group(
      count === 1 ? region : `${region} ${index + 1}`,
      zones.slice(index * MOST_IN_GROUP, (index + 1) * MOST_IN_GROUP),
    ),
  );
}

function group(label: string, zones: readonly Zone[]): OptionGroup {
  return {
    label: { type: 'plain_text', text: label },
    options: zones.map((zone) => option(zone.replaceAll('_', ' '), zone)),
  };
}
