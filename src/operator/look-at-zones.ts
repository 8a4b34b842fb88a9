import { isZone } from '../base/time.ts';
import { shared } from '../release/tables.ts';
import type { Reader } from '../store/reader.ts';
import { well, wrong, type Finding } from './finding.ts';

/** Whether this Node knows every time zone that is stored; one that it does not know counts as UTC. */
export async function examineZones(reader: Reader): Promise<Finding> {
  const tables = shared(reader.db);
  const rows = [
    ...(await tables.selectFrom('project').select(['name', 'zone']).execute()),
    ...(await tables.selectFrom('person').select(['name', 'zone']).execute()),
  ];
  const strange = rows.filter(({ zone }) => !isZone(zone));
  if (strange.length === 0) return well('Time zones: all are known');
  const names = strange.map(({ name, zone }) => `${zone} of ${name}`).join(', ');
  return wrong(
    `Time zones: this Node does not know ${names}, and takes UTC instead. Use a newer Node, or choose another zone.`,
  );
}
