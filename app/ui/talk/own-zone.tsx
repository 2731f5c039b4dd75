import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clock } from '../../locales/dates';
import type { Language } from '../../locales/i18n';

interface Zones {
  /** The one hours are told in. */
  zone: string;
  /** The reader's, known once the page is alive. */
  own: string | null;
}

const ZoneContext = createContext<Zones>({ zone: 'UTC', own: null });

export function ZonesOf({ zone, children }: { zone: string; children: ReactNode }) {
  const [own, setOwn] = useState<string | null>(null);
  useEffect(() => setOwn(Intl.DateTimeFormat().resolvedOptions().timeZone ?? null), []);
  return <ZoneContext.Provider value={{ zone, own }}>{children}</ZoneContext.Provider>;
}

/** "21 h 38", and under it the reader's own hour where their clock says otherwise. */
export function PostTime({ at }: { at: string }) {
  const { t, i18n } = useTranslation();
  const { zone, own } = useContext(ZoneContext);
  const language = i18n.language as Language;
  const moment = new Date(at);
  const time = clock(moment, zone, language);
  const here = own && clock(moment, own, language);
  return (
    <time dateTime={at} className="block text-right">
      {time}
      {here && here !== time && <span className="block xs">{t('talk.here', { time: here })}</span>}
    </time>
  );
}
