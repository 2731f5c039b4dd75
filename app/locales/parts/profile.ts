import memberEn from '../en/member.json';
import profileEn from '../en/profile.json';
import memberFr from '../fr/member.json';
import profileFr from '../fr/profile.json';
import { addWords } from '../words';

export const profileWords = addWords({
  fr: { member: memberFr, profile: profileFr },
  en: { member: memberEn, profile: profileEn },
});
