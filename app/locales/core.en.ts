import community from './en/community.json';
import draft from './en/draft.json';
import event from './en/event.json';
import eventList from './en/eventList.json';
import problems from './en/problems.json';
import site from './en/site.json';

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
