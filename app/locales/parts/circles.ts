import circlesEn from '../en/circles.json';
import communitiesEn from '../en/communities.json';
import circlesFr from '../fr/circles.json';
import communitiesFr from '../fr/communities.json';
import { addWords } from '../words';

export const circlesWords = addWords({
  fr: { circles: circlesFr, communities: communitiesFr },
  en: { circles: circlesEn, communities: communitiesEn },
});
