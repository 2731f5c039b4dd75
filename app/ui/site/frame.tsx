import { Form, Link, useLocation, useRouteLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { loader as rootLoader } from '../../root';
import { ButtonLink } from '../kit/button';
import { Notice } from '../kit/notice';
import { type Place, Shell, TopBar, type TopBarProps } from '../kit/shell';
import { photoUrl } from '../members/photo';

/** Of an instance that could not be asked. */
const UNSAID = {
  name: 'Perchoir',
  languages: ['fr', 'en'],
  minimumAge: 15,
  communityCreators: 'members',
} as const;

/** What every page knows: who reads, and in which language. */
export function useSite() {
  const site = useRouteLoaderData<typeof rootLoader>('root');
  return {
    me: site?.me ?? null,
    language: site?.language ?? 'fr',
    origin: site?.origin ?? '',
    instance: site?.instance ?? UNSAID,
  } as const;
}

/** Whether the reader is shown the way to a community of their own; a stranger would sign in on it. */
export function useMayOpenCommunity(): boolean {
  const { me, instance } = useSite();
  return instance.communityCreators === 'members' || me?.steward === true;
}

export interface FrameProps {
  /** The phone's bar where a page leaves the five places: a way back and a title. */
  bar?: TopBarProps;
  /** The page's own action bar, in place of the five places. */
  dock?: ReactNode;
  children: ReactNode;
}

/** Every page stands in it: the five places, the reader, the footer. */
export function Frame({ bar, dock, children }: FrameProps) {
  const { t } = useTranslation();
  const { me, instance } = useSite();
  const { pathname } = useLocation();
  const home = t('site.home', { name: instance.name });
  const places: Place[] = [
    { to: '/', label: t('site.places.home'), icon: 'home', end: true },
    { to: '/communities', label: t('site.places.communities'), icon: 'communities', also: '/c/' },
    { to: '/live', label: t('site.places.live'), icon: 'live' },
    me
      ? {
          to: '/topics',
          label: t('site.places.topics'),
          icon: 'topics',
          count: me.unread,
          countLabel: t('site.unread', { count: me.unread }),
        }
      : { to: '/events', label: t('site.places.events'), icon: 'calendar' },
    {
      to: me ? '/settings' : '/login',
      label: me ? t('site.places.me') : t('site.places.signIn'),
      icon: 'me',
    },
  ];
  return (
    <Shell
      places={places}
      me={
        me
          ? {
              seed: me.handle,
              photoUrl: photoUrl(me.portrait),
              name: me.name,
              handle: me.handle,
              to: `/@${me.handle}`,
            }
          : undefined
      }
      guest={
        <ButtonLink to="/join" size="s">
          {t('site.join')}
        </ButtonLink>
      }
      bar={bar ? <TopBar home={home} name={instance.name} {...bar} /> : undefined}
      dock={dock}
      footer={<Footer />}
      words={{
        skip: t('site.skip'),
        nav: t('site.nav'),
        home,
        name: instance.name,
        coming: t('site.coming'),
      }}
    >
      {me && !me.trusted && pathname !== '/settings/security' && (
        <Notice kind="danger" icon="lock">
          {t('site.asleep.text')} <Link to="/settings/security">{t('site.asleep.wake')}</Link>
        </Notice>
      )}
      {children}
    </Shell>
  );
}

/** The language is chosen here, by a plain form: it works on any page and without JavaScript. */
function Footer() {
  const { t } = useTranslation();
  const { language, instance } = useSite();
  const { pathname, search } = useLocation();
  const other = language === 'fr' ? 'en' : 'fr';
  const speaksOther = (instance.languages as readonly string[]).includes(other);
  return (
    <Form method="post" action="/language" reloadDocument>
      <input type="hidden" name="next" value={pathname + search} />
      <p className="small dim">
        {t('site.about')}{' '}
        {speaksOther && (
          <button className="btn bare sm" type="submit" name="language" value={other} lang={other}>
            {t('site.otherLanguage')}
          </button>
        )}
      </p>
    </Form>
  );
}
