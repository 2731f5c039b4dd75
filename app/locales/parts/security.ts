import securityEn from '../en/security.json';
import securityFr from '../fr/security.json';
import { addWords } from '../words';

export const securityWords = addWords({ fr: { security: securityFr }, en: { security: securityEn } });
