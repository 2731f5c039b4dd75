import announcementsEn from '../en/announcements.json';
import announcementsFr from '../fr/announcements.json';
import { addWords } from '../words';

export const announcementsWords = addWords({
  fr: { announcements: announcementsFr },
  en: { announcements: announcementsEn },
});
