/** The door of sync: GitHub's news, by itself every few minutes and on demand. */
import type { Feature } from '../../feature.ts';
import { readWhatIsDue, refreshProject, refreshProjects } from './flows.ts';

export const sync: Feature = {
  name: 'sync',
  beat: readWhatIsDue,
  offers: { refreshProject, refreshProjects },
};
