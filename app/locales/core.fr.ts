import account from './fr/account.json';
import answer from './fr/answer.json';
import communities from './fr/communities.json';
import draft from './fr/draft.json';
import event from './fr/event.json';
import eventList from './fr/eventList.json';
import guest from './fr/guest.json';
import home from './fr/home.json';
import invited from './fr/invited.json';
import live from './fr/live.json';
import ownRsvp from './fr/ownRsvp.json';
import problems from './fr/problems.json';
import site from './fr/site.json';

/** What every page may say. */
export default {
  brand: 'Perchoir',
  account,
  answer,
  communities,
  draft,
  event,
  eventList,
  guest,
  home,
  invited,
  live,
  ownRsvp,
  problems,
  site,
};
