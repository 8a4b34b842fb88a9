/** Keys of a hotfix's messages. Pure. */
import type { Clock, Warning } from './clocks.ts';

/** The alert in one channel. */
export function alertKey(hotfixId: string, channelId: string): string {
  return `hotfix:${hotfixId}:${channelId}`;
}

/** What approvals and checklists of a hotfix are filed under. */
export function subjectOf(hotfixId: string): string {
  return `hotfix:${hotfixId}`;
}

/** What a person is asked in a round; `round` counts from 1 and grows when approvals were voided. */
export function askKey(hotfixId: string, userId: string, round: number): string {
  return `hotfix.ask:${hotfixId}:${userId}:${round}`;
}

/** A warning of a clock, as one person was told it. */
export function warnedKey(
  hotfixId: string,
  { clock, attempt }: Pick<Clock, 'clock' | 'attempt'>,
  warning: Warning,
  userId: string,
): string {
  return `hotfix.warned:${hotfixId}:${clock}:${attempt}:${warning}:${userId}`;
}
