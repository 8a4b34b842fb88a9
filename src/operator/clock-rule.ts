import { millisecondsBetween, type Instant } from '../base/time.ts';
import { well, wrong, type Finding } from './finding.ts';

/** Beyond this people notice: what is due comes early or late by as much. */
const MOST_SECONDS = 60;

/**
 * Our clock against Slack's, which told `there` between the instants `asked` and `answered` of ours; null
 * when it told nothing.
 */
export function clockFinding(asked: Instant, there: Instant | null, answered: Instant): Finding {
  if (there === null) return wrong('Clock: Slack told no time. Try again when Slack answers.');
  // Nothing is known within the time that the answer took, and Slack tells whole seconds.
  const ahead = millisecondsBetween(there, asked);
  const behind = millisecondsBetween(answered, there);
  const seconds = Math.round(Math.max(ahead, behind, 0) / 1000);
  if (seconds <= MOST_SECONDS) return well('Clock: this machine and Slack agree within a minute');
  const side = ahead > behind ? 'ahead of' : 'behind';
  return wrong(
    `Clock: this machine is ${seconds} seconds ${side} Slack. Switch its time synchronisation (NTP) on.`,
  );
}
