import en from './core.en';
import fr from './core.fr';
import archiveEn from './en/archive.json';
import lettersEn from './en/letters.json';
import archiveFr from './fr/archive.json';
import lettersFr from './fr/letters.json';
import { announcementsWords } from './parts/announcements';
import { answeringWords } from './parts/answering';
import { circlesWords } from './parts/circles';
import { entranceWords } from './parts/entrance';
import { eventFormWords } from './parts/event-form';
import { homeWords } from './parts/home';
import { hostingWords } from './parts/hosting';
import { keepingWords } from './parts/keeping';
import { leavingWords } from './parts/leaving';
import { liveWords } from './parts/live';
import { peaceWords } from './parts/peace';
import { profileWords } from './parts/profile';
import { securityWords } from './parts/security';
import { settingsWords } from './parts/settings';
import { stewardWords } from './parts/steward';
import { talkWords } from './parts/talk';
import { testimonialsWords } from './parts/testimonials';
import { topicsWords } from './parts/topics';

/** Everything there is to say. */
export const allWords = {
  fr: {
    ...fr,
    ...announcementsWords.fr,
    ...answeringWords.fr,
    ...liveWords.fr,
    ...entranceWords.fr,
    ...circlesWords.fr,
    ...keepingWords.fr,
    ...leavingWords.fr,
    ...eventFormWords.fr,
    ...homeWords.fr,
    ...hostingWords.fr,
    ...profileWords.fr,
    ...securityWords.fr,
    ...peaceWords.fr,
    ...settingsWords.fr,
    ...stewardWords.fr,
    ...talkWords.fr,
    ...testimonialsWords.fr,
    ...topicsWords.fr,
    letters: lettersFr,
    archive: archiveFr,
  },
  en: {
    ...en,
    ...announcementsWords.en,
    ...answeringWords.en,
    ...liveWords.en,
    ...entranceWords.en,
    ...circlesWords.en,
    ...keepingWords.en,
    ...leavingWords.en,
    ...eventFormWords.en,
    ...homeWords.en,
    ...hostingWords.en,
    ...profileWords.en,
    ...securityWords.en,
    ...peaceWords.en,
    ...settingsWords.en,
    ...stewardWords.en,
    ...talkWords.en,
    ...testimonialsWords.en,
    ...topicsWords.en,
    letters: lettersEn,
    archive: archiveEn,
  },
};
