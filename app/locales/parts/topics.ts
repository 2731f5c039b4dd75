import topicsEn from '../en/topics.json';
import topicsFr from '../fr/topics.json';
import { addWords } from '../words';

export const topicsWords = addWords({ fr: { topics: topicsFr }, en: { topics: topicsEn } });
