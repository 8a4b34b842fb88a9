/** The door of channels: what happens to them in Slack, and who is told when nothing can be said in one. */
import type { Feature } from '../../feature.ts';
import {
  closedBecause,
  movedHome,
  opened,
  removed,
  renumbered,
  shared,
  uninstalled,
  unshared,
} from './changes.ts';
import { tellOfClosed } from './tell.ts';

export const channels: Feature = {
  name: 'channels',
  events: {
    app_uninstalled: uninstalled,
    channel_archive: closedBecause('is_archived'),
    channel_deleted: closedBecause('channel_not_found'),
    channel_id_changed: renumbered,
    channel_left: removed,
    channel_shared: shared,
    channel_unarchive: opened,
    channel_unshared: unshared,
    group_archive: closedBecause('is_archived'),
    group_deleted: closedBecause('channel_not_found'),
    group_left: removed,
    group_unarchive: opened,
    member_joined_channel: opened,
    tokens_revoked: uninstalled,
  },
  on: { 'project.changed': movedHome },
  beat: tellOfClosed,
};
