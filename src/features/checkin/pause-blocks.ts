/** What a person reads when they pause. */
import { typed } from '../../base/command-names.ts';
import { dateLabel, type CalendarDate } from '../../base/time.ts';
import {
  button,
  line,
  lines,
  notification,
  type Message,
  type ModalView,
} from '../../slack/blocks.ts';

/** The block of the day in the pause window. */
export const PAUSE_FIELD = 'until';

/** Says until when, and offers to undo it. */
export function pausedMessage(until: CalendarDate, today: CalendarDate): Message {
  const words = `Your check-ins are paused until ${dateLabel(until, today)}; from that day on I ask you again.`;
  return {
    text: notification(words),
    blocks: [
      lines([line(words)]),
      {
        type: 'actions',
        block_id: 'checkin:resume',
        elements: [button('Resume now', 'checkin.resume', 'resume')],
      },
    ],
  };
}

/** Asks for the day. */
export function pauseModal(until: CalendarDate | null): ModalView {
  return {
    type: 'modal',
    callbackId: 'checkin.pause',
    title: 'Pause my check-ins',
    submit: 'Pause',
    close: 'Cancel',
    blocks: [
      {
        type: 'input',
        block_id: PAUSE_FIELD,
        label: { type: 'plain_text', text: 'When may I ask you again?' },
        hint: {
          type: 'plain_text',
          text: `Nobody counts you as missing until then. ${typed('/checkin')} lets you answer all the same.`,
        },
        element: {
          type: 'datepicker',
          action_id: 'value',
          ...(until === null ? {} : { initial_date: until }),
        },
      },
    ],
  };
}
