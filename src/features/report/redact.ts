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
      ...(slips.sources === undefined
        ? {}
        : { sources: slips.sources.map((one) => ({ ...one, reason: hide(one.reason) })) }),
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

/** True when the report names work that is private, or may be: then outsiders read other words. */
export function hidesSomething(report: StatusReport): boolean {
  const { accomplishments, risks, focus } = report.voice;
  return (
    namedItems(report).some(({ isPrivate }) => isPrivate !== false) ||
    [...accomplishments, ...risks, ...focus].some(({ isPrivate }) => isPrivate === true)
  );
}

/** The same report, where `isPrivateNow` says of each item whether it is private now; undefined: not known. */
export function withPrivacy(
  report: StatusReport,
  isPrivateNow: (itemId: string) => boolean | undefined,
): StatusReport {
  const { slips } = report;
  const renewed = <T extends ItemName>(items: readonly T[]): readonly T[] =>
    items.map((item) => {
      const isPrivate = isPrivateNow(item.id) ?? item.isPrivate;
      return isPrivate === undefined ? item : { ...item, isPrivate };
    });
  return {
    ...report,
    doneSince: renewed(report.doneSince),
    items: renewed(report.items),
    slipping: renewed(report.slipping),
    slips: {
      ...slips,
      added: renewed(slips.added),
      removed: renewed(slips.removed),
      deferred: renewed(slips.deferred),
    },
  };
}

/** What the team said, as outsiders may read it; `report` knows the titles. */
export function redactVoice(report: StatusReport, voice: TeamVoice): TeamVoice {
  const hide = hiderOf(privateTitles(report));
  return {
    ...withoutPrivate(voice, hide),
    support: voice.support.map((request) => ({ ...request, text: hide(request.text) })),
  };
}

function privateTitles(report: StatusReport): readonly string[] {
  const hidden = namedItems(report).filter(({ isPrivate }) => isPrivate !== false);
  return hidden.map(({ title }) => title.trim());
}

function namedItems({ doneSince, items, slipping, slips }: StatusReport): readonly ItemName[] {
  const { added, removed, deferred } = slips;
  return [...doneSince, ...items, ...slipping, ...added, ...removed, ...deferred];
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

function withoutPrivate(voice: TeamVoice, hide: (text: string) => string): TeamVoice {
  // A repository may have become private after somebody wrote of it.
  const shown = <T extends TeamWords>(words: readonly T[]): readonly T[] =>
    words
      .filter(({ isPrivate }) => isPrivate !== true)
      .map((one) => ({ ...one, text: hide(one.text) }));
  return {
    ...voice,
    accomplishments: shown(voice.accomplishments),
    risks: shown(voice.risks).map((risk) => ({ ...risk, mitigation: hide(risk.mitigation) })),
    focus: shown(voice.focus),
  };
}
