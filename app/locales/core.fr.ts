import community from './fr/community.json';
import draft from './fr/draft.json';
import event from './fr/event.json';
import eventList from './fr/eventList.json';
import problems from './fr/problems.json';
import site from './fr/site.json';

/** What every page may say. */
export default {
  brand: 'Perchoir',
  community,
  draft,
  event,
  eventList,
  problems,
  site,
};
