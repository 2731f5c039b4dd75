import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clock, day, zoneCity } from '../../locales/dates';
import type { Language } from '../../locales/i18n';

/**
 * ", soit 13 h 30 à Montréal": the same moment where the reader is, when their clock says otherwise. Only
 * the browser knows, so it comes after the page.
 */
export function OwnHour({ startsAt, timezone }: { startsAt: string; timezone: string }) {
  const { t, i18n } = useTranslation();
  const [own, setOwn] = useState<string | null>(null);
  useEffect(() => setOwn(Intl.DateTimeFormat().resolvedOptions().timeZone ?? null), []);
  if (!own) return null;
  const at = new Date(startsAt);
  const language = i18n.language as Language;
  const hour = clock(at, own, language);
  const sameDay = day(at, own, language) === day(at, timezone, language);
  if (sameDay && hour === clock(at, timezone, language)) return null;
  const city = zoneCity(own);
  return sameDay
    ? t('event.ownHour', { hour, city })
    : t('event.ownDay', { hour, city, day: day(at, own, language) });
}
