/** A moment as a date, with how long ago it was beside it: 2026年11月22日(日) 14:05(3日前) */

import { useEffect, useState } from 'react';
import { useWords } from '../i18n/use-words.ts';

const MINUTE_MS = 60_000;

/** Now, in ms since 1970, renewed each minute. */
export function useNow(everyMs = MINUTE_MS): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

export function Age({ at, dayOnly = false }: { readonly at: string; readonly dayOnly?: boolean }) {
  const { t, format } = useWords();
  const now = useNow();
  const moment = dayOnly ? format.day(at) : format.moment(at);
  return <time dateTime={at}>{t('parts.age', { moment, ago: format.ago(at, now) })}</time>;
}
