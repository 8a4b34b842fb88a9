/** The door of setup: from an invitation to a working project, and every change of it later. */
import type { Feature } from '../../feature.ts';
import { joinedChannel } from './invited.ts';
import {
  channelChosen,
  offerSetup,
  setupByCommand,
  setupByPress,
  SETUP_READING,
} from './open-setup.ts';
import { peopleSubmitted } from './people-step.ts';
import { refreshPeople } from './refresh-people.ts';
import { formSubmitted } from './submit-form.ts';

export const setup: Feature = {
  name: 'setup',
  commands: [
    {
      command: '/release',
      name: 'setup',
      usage: '',
      help: 'Set this channel’s project up, or change its settings.',
      action: 'setup.change',
      run: setupByCommand,
    },
  ],
  events: { member_joined_channel: joinedChannel },
  presses: { 'setup.open': { action: 'setup.change', run: setupByPress } },
  opens: { 'command /release setup': SETUP_READING },
  submissions: {
    'setup.channel': { action: 'setup.change', ...channelChosen },
    'setup.form': { action: 'setup.change', ...formSubmitted },
    'setup.people': { action: 'setup.change', ...peopleSubmitted },
  },
  beat: refreshPeople,
  offers: { offerSetup },
};
