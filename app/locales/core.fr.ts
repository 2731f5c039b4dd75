import answer from './fr/answer.json';
import community from './fr/community.json';
import draft from './fr/draft.json';
import event from './fr/event.json';
import eventList from './fr/eventList.json';
import guest from './fr/guest.json';
import invited from './fr/invited.json';
import live from './fr/live.json';
import ownRsvp from './fr/ownRsvp.json';
import problems from './fr/problems.json';
import site from './fr/site.json';

/** What every page may say. */
export default {
  brand: 'Perchoir',
  answer,
  community,
  draft,
  event,
  eventList,
  guest,
  invited,
  live,
  ownRsvp,
  problems,
  site,
};
