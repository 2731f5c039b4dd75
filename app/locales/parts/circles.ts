import circlesEn from '../en/circles.json';
import circlesFr from '../fr/circles.json';
import { addWords } from '../words';

export const circlesWords = addWords({ fr: { circles: circlesFr }, en: { circles: circlesEn } });
