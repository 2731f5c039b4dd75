import eventFormEn from '../en/eventForm.json';
import eventFormFr from '../fr/eventForm.json';
import { addWords } from '../words';

export const eventFormWords = addWords({ fr: { eventForm: eventFormFr }, en: { eventForm: eventFormEn } });
