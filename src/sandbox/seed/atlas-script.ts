import type { Instant } from '../../base/time.ts';
import type { GitHubWorld } from '../github/world.ts';
import type { Deed } from './atlas-deeds.ts';
import * as deeds from './atlas-deeds.ts';

/** One thing that somebody in the team does on GitHub. */
export interface ScriptStep {
  /** Minutes after the start, which the script takes for a Monday, 08:00 UTC. */
  readonly afterMinutes: number;
  /** What happens, for whoever watches. */
  readonly words: string;
  /** Does it at `at`, else at the world's present. Does nothing when a visitor was there first. */
  apply(world: GitHubWorld, at?: Instant): void;
}

type Day = 'Mon' | 'Tue' | 'Wed' | 'Thu' | 'Fri';

const DAYS: readonly Day[] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'];

function step(week: number, day: Day, time: string, words: string, deed: Deed): ScriptStep {
  const days = (week - 1) * 7 + DAYS.indexOf(day);
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return {
    afterMinutes: days * 1440 + (hours - 8) * 60 + minutes,
    words,
    apply: (world, at) => deed(world, at === undefined ? {} : { at }),
  };
}

/** Five weeks of the team's work on 0.7.0, in the order of time. */
export const atlasScript: readonly ScriptStep[] = [
  step(
    1,
    'Mon',
    '13:20',
    'Noor opens #116 for the integrity checks (#113)',
    deeds.draft(116, 113, 'Check every layer of the store', 'noor-h'),
  ),
  step(
    1,
    'Tue',
    '09:40',
    'Dana merges #115: workflows are green again (#94)',
    deeds.merge(115, 'dana-r'),
  ),
  step(
    1,
    'Wed',
    '14:05',
    'Ivo opens #117 for the pct arguments (#90)',
    deeds.propose(117, 90, 'Complete the arguments of pct create', 'ivo-t'),
  ),
  step(1, 'Thu', '15:30', 'Ines merges #117: pct create is done (#90)', deeds.merge(117, 'ines-b')),
  step(1, 'Fri', '10:15', 'Sam takes the onboarding walkthrough (#97)', deeds.assign(97, 'sam-w')),

  step(2, 'Mon', '09:10', 'Ivo asks for reviews of #114 (#103)', deeds.ready(114)),
  step(
    2,
    'Mon',
    '10:30',
    'Sam opens #118 for the bundle generator (#92)',
    deeds.propose(118, 92, 'Make a bundle from an image', 'sam-w'),
  ),
  step(
    2,
    'Mon',
    '15:45',
    'Noor opens #119 for crun and runc (#88)',
    deeds.draft(119, 88, 'Run crun and runc through one adapter', 'noor-h'),
  ),
  step(
    2,
    'Tue',
    '09:00',
    'Sam opens #120 for the walkthrough (#97)',
    deeds.propose(120, 97, 'A quick start that works on a clean machine', 'sam-w'),
  ),
  step(2, 'Tue', '11:25', 'Dana finds a bug and puts it into 0.7.0 (#121)', deeds.report(121)),
  step(
    2,
    'Wed',
    '16:00',
    'Ines merges #114: containers come from bundles (#103)',
    deeds.merge(114, 'ines-b'),
  ),
  step(2, 'Thu', '13:45', 'Dana reopens #90: it fails on the second host', deeds.reopen(90)),
  step(2, 'Fri', '11:30', 'Ivo closes #90 again', deeds.close(90)),

  step(
    3,
    'Tue',
    '10:00',
    'Mara moves the review of ADR-001 (#85) to 0.8.0',
    deeds.moveOut(85, '0.8.0'),
  ),
  step(
    3,
    'Wed',
    '15:10',
    'Ines merges #118: bundles are generated (#92)',
    deeds.merge(118, 'ines-b'),
  ),
  step(
    3,
    'Thu',
    '09:30',
    'Dana joins Ivo on the tests with Proxmox (#91)',
    deeds.assign(91, 'ivo-t', 'dana-r'),
  ),
  step(
    3,
    'Thu',
    '16:40',
    'Mara merges #120: the walkthrough holds (#97)',
    deeds.merge(120, 'mara-k'),
  ),

  step(
    4,
    'Mon',
    '11:15',
    'Ines merges #116: the store is checked (#113)',
    deeds.merge(116, 'ines-b'),
  ),
  step(
    4,
    'Tue',
    '10:20',
    'Noor opens #122 for the lost mounts (#121)',
    deeds.propose(122, 121, 'Mount again after a restart', 'noor-h'),
  ),
  step(4, 'Wed', '14:50', 'Dana merges #122: mounts stay (#121)', deeds.merge(122, 'dana-r')),
  step(
    4,
    'Thu',
    '15:00',
    'Ines merges #119: crun and runc agree (#88)',
    deeds.merge(119, 'ines-b'),
  ),
  step(
    4,
    'Fri',
    '09:45',
    'Ines closes the conformance report (#89) as not planned',
    deeds.giveUp(89),
  ),

  step(
    5,
    'Mon',
    '10:05',
    'Sam opens #123 for jails on FreeBSD (#108)',
    deeds.propose(123, 108, 'Run containers in jails', 'sam-w'),
  ),
  step(5, 'Tue', '13:30', 'Ines closes the documents (#96)', deeds.close(96)),
  step(5, 'Wed', '11:40', 'Ines merges #123: jails work (#108)', deeds.merge(123, 'ines-b')),
  step(5, 'Thu', '14:20', 'Ivo closes the tests on Proxmox (#91)', deeds.close(91)),
  step(5, 'Fri', '12:00', 'Mara closes the GitHub milestone 0.7.0', deeds.finish('0.7.0')),
];
