import type { Pace } from './quick-weeks.ts';

/** What a bot under test is told when its life begins. */
export interface Orders {
  readonly databaseFile: string;
  /** Where it writes its warnings and troubles, one JSON line each. */
  readonly logFile: string;
  readonly pace: Pace;
  readonly slack: {
    readonly apiUrl: string;
    readonly botToken: string;
    readonly appToken: string;
  };
  readonly github: { readonly apiUrl: string; readonly token: string };
  /** Proves that the rig notices: this bot never finds a message again, so it posts twice. */
  readonly isBlind: boolean;
}

/** True for what the parent tells a child. */
export function isOrders(value: unknown): value is Orders {
  return typeof value === 'object' && value !== null && 'databaseFile' in value;
}
