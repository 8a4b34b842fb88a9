import { count } from '../base/text.ts';
import type { Config } from '../config/contract.ts';
import { well, wrong, type Finding } from './finding.ts';

/** How long personal things are kept; either way is a choice. */
export function retentionFinding(keepDays: number | null): Finding {
  if (keepDays === null) return well('Retention: answers and words are kept for ever');
  return well(`Retention: answers and words go ${count(keepDays, 'day')} after their release`);
}

const PATIENCE_MS = 2000;

/**
 * Whether the bot's port for probes and metrics answers. A bot that is not running is no fault of the port;
 * another program that sits there is.
 */
export async function examineProbes({ health }: Pick<Config, 'health'>): Promise<Finding> {
  if (health === null)
    return well('Probes: off; SLIPWAY_HEALTH_PORT opens a port for probes and /metrics');
  const { port } = health;
  const host = health.host === '0.0.0.0' || health.host === '::' ? '127.0.0.1' : health.host;
  const named = host.includes(':') ? `[${host}]` : host;
  const answer = await ask(`http://${named}:${port}/metrics`);
  if (answer === null) return well(`Probes: port ${port} is opened when the bot starts`);
  if (answer.includes('slipway_build_info')) return well(`Probes: port ${port} answers`);
  return wrong(
    `Probes: another program answers on port ${port}. Set SLIPWAY_HEALTH_PORT to a port that is free.`,
  );
}

/** Null when nobody is there. */
async function ask(url: string): Promise<string | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return await response.text();
  } catch {
    return null;
  }
}

/** Scopes that were granted and that Slipway does not ask for: no fault, but no use either. */
export function scopesBeyond(
  needed: readonly string[],
  granted: readonly string[],
): readonly Finding[] {
  const more = granted.filter((scope) => scope !== '' && !needed.includes(scope));
  return more.length === 0
    ? []
    : [well(`Slack: also granted and not used: ${more.toSorted().join(', ')}`)];
}
