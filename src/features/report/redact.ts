/** A report as people of another organisation may read it. Pure. */
import type { TeamVoice, TeamWords } from '../../feature.ts';
import type { StatusReport } from './compose.ts';
import { hiddenName, type ItemName } from './item-name.ts';

/**
 * The same report, in which work of private repositories has no name: items are told by their number, and
 * what people wrote of them is left out. Figures stay. Items of reports that were stored before it was
 * known of each whether it is private lose their names too.
 */
export function redactReport(report: StatusReport): StatusReport {
  const { slips, voice, words, override } = report;
  const hidden = <T extends ItemName>(items: readonly T[]): readonly T[] => items.map(hiddenName);
  const hide = hiderOf(privateTitles(report));
  return {
    ...report,
    hidesPrivate: true,
    doneSince: hidden(report.doneSince),
    items: hidden(report.items),
    slipping: hidden(report.slipping),
    slips: {
      targets: slips.targets.map((move) => ({ ...move, reason: hide(move.reason) })),
      added: hidden(slips.added),
      removed: hidden(slips.removed),
      deferred: hidden(slips.deferred),
    },
    voice: redactVoice(report, voice),
    words: words === null ? null : { ...words, text: hide(words.text) },
    override: override === null ? null : { ...override, reason: hide(override.reason) },
    highlights: openHighlights(report),
  };
}

/** What the team said, as outsiders may read it; `report` knows the titles. */
export function redactVoice(report: StatusReport, voice: TeamVoice): TeamVoice {
  const hide = hiderOf(privateTitles(report));
  return {
    ...withoutPrivate(voice),
    support: voice.support.map((request) => ({ ...request, text: hide(request.text) })),
  };
}

function privateTitles({ doneSince, items, slipping, slips }: StatusReport): readonly string[] {
  const { added, removed, deferred } = slips;
  const all = [...doneSince, ...items, ...slipping, ...added, ...removed, ...deferred];
  return all.filter(({ isPrivate }) => isPrivate !== false).map(({ title }) => title.trim());
}

// A title of one word such as "CI" stands in every other sentence and tells nothing.
const SHORTEST_TELLING = 6;

/** Takes titles out of what people typed, the longest first. */
function hiderOf(titles: readonly string[]): (text: string) => string {
  const telling = [...new Set(titles)]
    .filter(({ length }) => length >= SHORTEST_TELLING)
    .toSorted((a, b) => b.length - a.length);
  return (text) =>
    telling.reduce((rest, title) => rest.replaceAll(title, 'work in a private repository'), text);
}

// Highlights are copies, clipped: their beginning tells where they come from.
const TELLING_START = 20;

function openHighlights(report: StatusReport): readonly string[] {
  const written = report.voice.accomplishments.filter(({ isPrivate }) => isPrivate === true);
  const starts = [...privateTitles(report), ...written.map(({ text }) => text.trim())]
    .filter((text) => text !== '')
    .map((text) => text.slice(0, TELLING_START));
  return report.highlights.filter((text) => !starts.some((start) => text.includes(start)));
}

function withoutPrivate(voice: TeamVoice): TeamVoice {
  const shown = <T extends TeamWords>(words: readonly T[]): readonly T[] =>
    words.filter(({ isPrivate }) => isPrivate !== true);
  return {
    ...voice,
    accomplishments: shown(voice.accomplishments),
    risks: shown(voice.risks),
    focus: shown(voice.focus),
  };
}
