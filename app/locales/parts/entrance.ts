import entranceEn from '../en/entrance.json';
import entranceFr from '../fr/entrance.json';
import { addWords } from '../words';

export const entranceWords = addWords({ fr: { entrance: entranceFr }, en: { entrance: entranceEn } });
