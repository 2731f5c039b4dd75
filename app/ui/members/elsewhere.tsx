import { useTranslation } from 'react-i18next';
import type { ProfileLink } from '../../domain/members/profile-rules';

/**
 * `me`: these are the same person, which Mastodon and others verify by it (microformats rel-me). `nofollow ugc`: the
 * site does not vouch for what people link to, so that it is of no use to who links for search engines. They open in
 * their place, so no `noopener` is needed.
 */
const REL = 'me nofollow ugc';

/** Where somebody is besides. */
export function Elsewhere({ links }: { links: readonly ProfileLink[] }) {
  const { t } = useTranslation();
  return (
    <ul className="ways elsewhere">
      {links.map(({ kind, url, label }) => (
        <li key={url}>
          <a href={url} rel={REL}>
            <span>
              <span className="small muted">{t(`member.networks.${kind}`)}</span>
              <b>{label}</b>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
