import account from './en/account.json';
import answer from './en/answer.json';
import communities from './en/communities.json';
import draft from './en/draft.json';
import event from './en/event.json';
import eventList from './en/eventList.json';
import guest from './en/guest.json';
import home from './en/home.json';
import invited from './en/invited.json';
import live from './en/live.json';
import ownRsvp from './en/ownRsvp.json';
import problems from './en/problems.json';
import site from './en/site.json';

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
