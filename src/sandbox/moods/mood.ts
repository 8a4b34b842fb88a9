/** Something that goes wrong outside of the bot, which a visitor can switch on and off. */
export interface Mood {
  /** Unique among all moods, such as `slack.down`. */
  readonly id: string;
  /** The heading it stands under. */
  readonly group: string;
  /** A few words; they also stand in the bar while it is on. */
  readonly name: string;
  /** What happens, and what to watch. */
  readonly watch: string;
  isOn(): boolean;
  turn(isOn: boolean): Promise<void>;
}

/** What a mood is made of, beside its words: it begins with one thing and ends with another. */
interface Course {
  begin(): unknown;
  end(): unknown;
}

/** A mood that remembers by itself whether it is on. */
export function moodOf(words: Pick<Mood, 'id' | 'group' | 'name' | 'watch'>, course: Course): Mood {
  let on = false;
  return {
    ...words,
    isOn: () => on,
    async turn(isOn) {
      if (isOn === on) return;
      on = isOn;
      await (isOn ? course.begin() : course.end());
    },
  };
}
