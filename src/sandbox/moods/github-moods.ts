import type { Faults } from '../github/faults.ts';
import type { FaultName } from '../github/fault-table.ts';
import type { Mood } from './mood.ts';

const GROUP = 'GitHub';
/** More queries than a visitor's bot asks while a mood is on. */
const MANY = 5_000;

interface Words {
  readonly id: string;
  readonly name: string;
  readonly watch: string;
}

/** What GitHub can do. It does one of these at a time: switching one on ends the other. */
export function gitHubMoods(faults: Faults): readonly Mood[] {
  let present: FaultName | null = null;
  const mood = (fault: FaultName, words: Words): Mood => ({
    group: GROUP,
    ...words,
    isOn: () => present === fault,
    async turn(isOn) {
      if (isOn === (present === fault)) return;
      faults.clear();
      present = isOn ? fault : null;
      if (isOn) faults.next(fault, { times: MANY });
    },
  });
  return [
    mood('bad-gateway', {
      id: 'github.down',
      name: 'GitHub is down',
      watch:
        'Every question is answered “502”. Watch: figures stay as last known, and messages say how old they are.',
    }),
    mood('slow', {
      id: 'github.slow',
      name: 'GitHub is slow',
      watch: 'Every answer takes two seconds. Watch: commands and buttons are as quick as ever.',
    }),
    mood('secondary-limit', {
      id: 'github.limited',
      name: 'GitHub limits us',
      watch:
        'GitHub says that we ask too much. Watch: Slipway asks no more for a while; what it posts says “as of”.',
    }),
    mood('partial', {
      id: 'github.partial',
      name: 'GitHub answers in part',
      watch: 'Half of each list is missing. Watch: no issue is taken out of the release for that.',
    }),
  ];
}
