import type { TFunction } from 'i18next';
import type { ReactElement } from 'react';
import type { Language } from '#app/locales/i18n';
import type { CalendarMethod, EventFacts, Picture, Standing } from './mail';

/** What a letter is written with, besides its props. */
export interface Writing {
  t: TFunction;
  language: Language;
  /** Drawings by role; a letter without them is whole all the same. */
  cover: Picture | null;
  perch: Picture | null;
}

/** What a letter does to its reader's calendar. */
export interface CalendarWord {
  method: Exclude<CalendarMethod, 'PUBLISH'>;
  standing: Standing;
  event: EventFacts;
  /** Where the answer can be changed; told in the entry's description. */
  changeUrl?: string;
}

/** One kind of letter. */
export interface Letter<Props extends object> {
  /**
   * The props that differ from one reader to the next, all strings. The letter is rendered once with
   * blanks in their place, so it may test them for being empty but never take them apart.
   */
  personal: readonly (keyof Props & string)[];
  /** Event whose hashtag draws the cover, and whether its people are drawn on a perch. */
  drawings?: (props: Props) => { event: EventFacts; perch: boolean };
  subject: (props: Props, writing: Writing) => string;
  body: (props: Props, writing: Writing) => ReactElement;
  calendar?: (props: Props) => CalendarWord | null;
  /** Who writes, when it is a person: "Zoé via Perchoir". */
  writer?: (props: Props) => string;
}
