import answerEn from '../en/answer.json';
import guestEn from '../en/guest.json';
import invitedEn from '../en/invited.json';
import ownRsvpEn from '../en/ownRsvp.json';
import answerFr from '../fr/answer.json';
import guestFr from '../fr/guest.json';
import invitedFr from '../fr/invited.json';
import ownRsvpFr from '../fr/ownRsvp.json';
import { addWords } from '../words';

export const answeringWords = addWords({
  fr: { answer: answerFr, guest: guestFr, invited: invitedFr, ownRsvp: ownRsvpFr },
  en: { answer: answerEn, guest: guestEn, invited: invitedEn, ownRsvp: ownRsvpEn },
});
