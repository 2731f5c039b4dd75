import type { ReactNode } from 'react';
import { Bird } from './birds/bird';
import { IconLink } from './button';
import { Icon, type IconName } from './icons';
import { Link } from './link';
import { PageToCome, useHeading } from './page-to-come';

export type Place = {
  to: string;
  label: string;
  icon: IconName;
  /** what waits there, and how to say it aloud: 4, "4 non lus" */
  count?: number;
  countLabel?: string;
  /** only this very address is the place (home) */
  end?: boolean;
  /** how the addresses begin that belong to it beside its own */
  also?: string;
};

export type ShellProps = {
  /** the five places, in order */
  places: readonly Place[];
  /** the reader, at the foot of the rail; their bird stands in the place they are */
  me?: { seed: string; name: string; handle: string; to: string; photoUrl?: string | null };
  /** in place of `me` for a stranger: a way in */
  guest?: ReactNode;
  /** the phone's bar: a TopBar. The brand with nothing else unless given; null for none */
  bar?: ReactNode;
  /** the page's own action bar, which takes the bottom bar's place */
  dock?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
  words: { skip: string; nav: string; home: string; name: string; coming: string };
};

/** The frame of every page: the rail is the pole, wires leave it. */
export function Shell({ places, me, guest, bar, dock, footer, children, words }: ShellProps) {
  return (
    <>
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <div className={dock ? 'shell docked' : 'shell'}>
        <header className="rail">
          <Brand label={words.home} name={words.name} />
          <nav aria-label={words.nav}>
            <Places places={places} me={me} />
          </nav>
          {me ? (
            <Link className="me" to={me.to}>
              <Bird seed={me.seed} photoUrl={me.photoUrl} size="s" />
              <span>
                <b>{me.name}</b>
                <br />
                <span className="dim">@{me.handle}</span>
              </span>
            </Link>
          ) : (
            guest && <div className="me">{guest}</div>
          )}
        </header>
        <div className="page">
          {bar === undefined ? <TopBar home={words.home} name={words.name} /> : bar}
          <main className="main" id="main" tabIndex={-1}>
            <PageToCome label={words.coming} />
            {children}
            {dock}
          </main>
          {footer && <footer className="foot">{footer}</footer>}
        </div>
      </div>
      {!dock && (
        <nav className="tabs" aria-label={words.nav}>
          <Places places={places} me={me} />
        </nav>
      )}
    </>
  );
}

function Places({ places, me }: { places: readonly Place[]; me: ShellProps['me'] }) {
  const { pathname } = useHeading();
  return places.map(({ to, label, icon, count, countLabel, end, also }) => {
    const within = [!end && `${to}/`, also].some((start) => start && pathname.startsWith(start));
    const isHere = pathname === to || within;
    return (
      <Link key={to} to={to} aria-current={isHere ? 'page' : undefined}>
        {isHere && me && <Bird seed={me.seed} photoUrl={me.photoUrl} flip size="s" />}
        <Icon name={icon} />
        <span>{label}</span>
        {count ? (
          <span className="n">
            <span aria-hidden="true">{count}</span>
            <span className="vh">{countLabel ?? count}</span>
          </span>
        ) : null}
      </Link>
    );
  });
}

/** The instance's name, standing on its own wire with its own bird. */
export function Brand({ label, name }: { label: string; name: string }) {
  return (
    <Link className="brand" to="/" aria-label={label}>
      <span>{name === 'Perchoir' ? 'perchoir' : name}</span>
      <Bird
        seed="perchoir"
        look={{ species: 'wren', ink: 'amber', flip: false, wear: null, dye: 'rose' }}
        size="s"
      />
    </Link>
  );
}

export type TopBarProps = {
  /** a way out, for a page that has left the five places */
  back?: { to: string; label: string };
  title?: ReactNode;
  under?: ReactNode;
  /** two icon buttons at most, or one small button */
  actions?: ReactNode;
  /** the brand's accessible name, when there is no way back */
  home?: string;
  /** what the brand says */
  name?: string;
};

/** The phone's top bar. The page's h1 is never here: the bar is not there on a desktop. */
export function TopBar({ back, title, under, actions, home, name = '' }: TopBarProps) {
  return (
    <header className="topbar">
      {back ? (
        <IconLink icon="back" label={back.label} to={back.to} />
      ) : (
        home && <Brand label={home} name={name} />
      )}
      <div className="mid">
        {title && <span className="tag">{title}</span>}
        {under && <span className="xs dim">{under}</span>}
      </div>
      {actions}
    </header>
  );
}

export type DockProps = {
  /** what is asked or was answered, in a few words */
  say?: ReactNode;
  children: ReactNode;
  /** who stands on the dock's wire: <EmptySeat plus /> while unanswered, then <Bird /> */
  sitter?: ReactNode;
};

/** The page's action bar: its top edge is the wire, the empty seat on it is yours. */
export function Dock({ say, children, sitter }: DockProps) {
  return (
    <div className="dock">
      {sitter && <div className="stand">{sitter}</div>}
      <div className="inner">
        {say && <div className="say">{say}</div>}
        <div className="acts">{children}</div>
      </div>
    </div>
  );
}
