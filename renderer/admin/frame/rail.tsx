/** The way between the pages, with a number where something waits there. */

import {
  IconBook2,
  IconCalendar,
  IconClipboardCheck,
  IconDeviceUsb,
  IconFileCheck,
  IconSettings,
  IconUsers,
  IconVirusSearch,
} from '@tabler/icons-react';
import { useSnapshot } from '../../bridge/gate-context.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { PAGES, type Page } from '../navigation.ts';
import styles from './rail.module.css';

const ICONS = {
  today: IconCalendar,
  records: IconBook2,
  media: IconDeviceUsb,
  people: IconUsers,
  definitions: IconVirusSearch,
  exceptions: IconFileCheck,
  review: IconClipboardCheck,
  settings: IconSettings,
} as const satisfies Readonly<Record<(typeof PAGES)[number], unknown>>;

export function Rail({ page, go }: { readonly page: Page; readonly go: (page: Page) => void }) {
  const { t, format } = useWords();
  const { unreviewed } = useSnapshot();
  return (
    <nav className={styles['rail']} aria-label={t('admin.nav.label')}>
      <ul className={styles['list']}>
        {PAGES.map((name) => {
          const Icon = ICONS[name];
          const waits = name === 'review' && unreviewed.days > 0 ? unreviewed.days : null;
          return (
            <li key={name}>
              <button
                type="button"
                className={styles['item']}
                aria-current={name === page ? 'page' : undefined}
                onClick={() => go(name)}
              >
                <Icon className={styles['icon']} stroke={1.75} aria-hidden />
                {t(`admin.nav.${name}`)}
                {waits !== null && <span className={styles['waits']}>{format.number(waits)}</span>}
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
