import answer from './en/answer.json';
import community from './en/community.json';
import draft from './en/draft.json';
import event from './en/event.json';
import eventList from './en/eventList.json';
import guest from './en/guest.json';
import invited from './en/invited.json';
import live from './en/live.json';
import ownRsvp from './en/ownRsvp.json';
import problems from './en/problems.json';
import site from './en/site.json';

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
