/** Whether what was typed can be saved, as far as no one has to be asked; each mistake at its field. Pure. */
import { isLocalTime, isZone, type CalendarDate } from '../../base/time.ts';
import type { RepositoryName } from '../../github/port.ts';
import type { Thresholds } from '../../release/projects.ts';
import { LONGEST_NAME, LONGEST_TEXT, type SetupDraft } from './draft.ts';
import { idleDaysText, parseIdleDays } from './idle-days.ts';
import { parseRepositories } from './repository-names.ts';
import { parseThresholds } from './thresholds.ts';

/** Sentences by field. */
export type Mistakes = Readonly<Record<string, string>>;

/** What the typed texts mean. */
export interface CheckedTexts {
  readonly repositories: readonly RepositoryName[];
  readonly idleDays: readonly CalendarDate[];
  readonly thresholds: Thresholds;
}

/** All mistakes at once, or what the texts mean. */
export type DraftCheck =
  | { readonly ok: true; readonly texts: CheckedTexts }
  | { readonly ok: false; readonly mistakes: Mistakes };

/** Checks the form. */
export function checkDraft(draft: SetupDraft): DraftCheck {
  const repositories = parseRepositories(draft.repositories);
  const idleDays = parseIdleDays(draft.idleDays);
  const colour = parseThresholds(draft.thresholds);
  const mistakes = {
    ...nameMistake(draft.name),
    ...(typeof repositories === 'string' ? { repositories } : {}),
    ...(isZone(draft.zone) ? {} : { zone: 'Choose a time zone.' }),
    ...timeMistakes(draft),
    ...(draft.roles.release_manager.length > 0
      ? {}
      : { release_manager: 'Choose at least one person: somebody has to get the drafts.' }),
    ...(typeof idleDays === 'string' ? { idle_days: idleDays } : lengthMistake(idleDays)),
    ...('mistakes' in colour ? colour.mistakes : {}),
  };
  if (typeof repositories === 'string' || typeof idleDays === 'string' || 'mistakes' in colour)
    return { ok: false, mistakes };
  return Object.keys(mistakes).length === 0
    ? { ok: true, texts: { repositories, idleDays, thresholds: colour.thresholds } }
    : { ok: false, mistakes };
}

function nameMistake(name: string): Mistakes {
  if (name === '') return { name: 'Give the project a name, such as Atlas.' };
  if (name.length > LONGEST_NAME)
    return { name: `This has ${name.length} characters; ${LONGEST_NAME} is the most.` };
  return {};
}

function timeMistakes({ rhythm }: SetupDraft): Mistakes {
  const { askTime, closeTime, draftTime, digestTime } = rhythm;
  const unreadable = Object.entries({
    ask_time: askTime,
    close_time: closeTime,
    draft_time: draftTime,
    digest_time: digestTime,
  }).filter(([, time]) => !isLocalTime(time));
  if (unreadable.length > 0)
    return Object.fromEntries(unreadable.map(([field]) => [field, 'Choose a time.']));
  return {
    ...(closeTime > askTime
      ? {}
      : { close_time: `They are asked at ${askTime}. Choose a later time to close.` }),
    ...(digestTime > draftTime
      ? {}
      : { digest_time: `The draft comes at ${draftTime}. Choose a later time for the digest.` }),
  };
}

/** The days have to fit into the field again when the form is opened the next time. */
function lengthMistake(days: readonly CalendarDate[]): Mistakes {
  if (idleDaysText(days).length <= LONGEST_TEXT) return {};
  return { idle_days: 'This is more than I can keep. Put days in a row into one range.' };
}
