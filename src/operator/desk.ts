import type { Clock } from '../base/clock.ts';

/** What every command of the operator works with. */
export interface OperatorDesk {
  /** The machine's. */
  readonly clock: Clock;
  readonly migrationsFolder: string;
  /** One line, or several with line breaks, for the operator. */
  readonly print: (text: string) => void;
}
