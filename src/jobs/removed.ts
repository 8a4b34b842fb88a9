/** The reason of a closed channel that somebody took us out of; all other reasons are Slack's own words. */
export const REMOVED = 'removed';
