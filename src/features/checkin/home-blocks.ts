/** The cards of check-ins on App Home. */
import { count } from '../../base/text.ts';
import type { HomeCard } from '../../feature.ts';
import { button, line, lines } from '../../slack/blocks.ts';
import { checkinMessage } from './blocks.ts';
import type { CheckinView } from './message-words.ts';
import { supportBlocks, type SupportLine } from './support-blocks.ts';

/** The open check-in with the same buttons as in the message, without its menu and small print. */
export function checkinCard(view: CheckinView): HomeCard {
  const { blocks } = checkinMessage({ ...view, welcome: null, proposedLogin: null });
  return { order: 10, blocks };
}

const MOST_REQUESTS = 10;

/** Support that is asked of this person. */
export function supportCard(requests: readonly SupportLine[]): HomeCard {
  const rest = requests.length - MOST_REQUESTS;
  const more = `And ${count(rest, 'more request', 'more requests')} for support once these are done.`;
  return {
    order: 20,
    blocks: [
      ...requests.slice(0, MOST_REQUESTS).flatMap(supportBlocks),
      ...(rest > 0 ? [lines([line(more)])] : []),
    ],
  };
}

/** That the person is not asked at present. */
export function pauseCard(words: string): HomeCard {
  return {
    order: 30,
    blocks: [
      lines([line(words)]),
      {
        type: 'actions',
        block_id: 'checkin:pause',
        elements: [button('Resume now', 'checkin.resume', 'resume')],
      },
    ],
  };
}
