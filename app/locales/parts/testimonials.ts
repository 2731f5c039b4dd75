import testimonialsEn from '../en/testimonials.json';
import testimonialsFr from '../fr/testimonials.json';
import { addWords } from '../words';

export const testimonialsWords = addWords({
  fr: { testimonials: testimonialsFr },
  en: { testimonials: testimonialsEn },
});
