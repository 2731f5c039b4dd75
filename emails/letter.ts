import type { TFunction } from 'i18next';
import type { ReactElement } from 'react';
import type { Language } from '#app/locales/i18n';
import type { CalendarMethod, EventFacts, Letterhead, Picture, Standing } from './mail';

/** What a letter is written with, besides its props. */
export interface Writing {
  t: TFunction;
  language: Language;
  letterhead: Letterhead;
  /** Null where there is none: a letter without drawings is whole all the same. */
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

/** What a letter shows above and within it. */
export interface Drawings {
  /** The hashtag that draws the cover, and whether its windows are lit. */
  cover?: { hashtag: string; evening: boolean };
  /** Birds on a wire, and whether a seat is free for the reader. */
  perch?: { seed: string; going: number; room: boolean };
}

/** One kind of letter. */
export interface Letter<Props extends object> {
  /**
   * The props that differ from one reader to the next, all strings. The letter is rendered once with
   * blanks in their place, so it may test them for being empty but never take them apart.
   */
  personal: readonly (keyof Props & string)[];
  drawings?: (props: Props) => Drawings;
  subject: (props: Props, writing: Writing) => string;
  body: (props: Props, writing: Writing) => ReactElement;
  /** Given the whole props, without blanks. */
  calendar?: (props: Props) => CalendarWord | null;
  /** Who writes, when it is a person: "Zoé via Perchoir". */
  writer?: (props: Props) => string;
}
