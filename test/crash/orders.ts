import type { Pace } from './quick-weeks.ts';

/** What a bot under test is told when its life begins; told again, it only takes the pace and when to die. */
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
  /** How long its leases last, in milliseconds; null for as long as the product's own. */
  readonly leaseMs: number | null;
  /** True when its outbox is asked at every beat; else it looks when it thinks fit, as in use. */
  readonly isAsked: boolean;
  /** How long it rests between two beats, in milliseconds of the machine. */
  readonly beatMs: number;
  /** Its life ends at this point, counted from one since these orders came; null for at none. */
  readonly dieAt: number | null;
  /** Where it writes the name of the point at which it dies; null when it passes no points. */
  readonly pointsFile: string | null;
}

/** True for what the parent tells a child. */
export function isOrders(value: unknown): value is Orders {
  return typeof value === 'object' && value !== null && 'databaseFile' in value;
}
