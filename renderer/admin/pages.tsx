/** Which page belongs to which name, and what right it needs to be looked at. */

import type { ComponentType } from 'react';
import type { Action } from '../../shared/model/rights.ts';
import { useWords } from '../i18n/use-words.ts';
import { EmptyState } from '../parts/notice-state.tsx';
import { Account } from './account/account.tsx';
import { Definitions } from './definitions/definitions.tsx';
import { Exceptions } from './exceptions/exceptions.tsx';
import { useMay } from './login/login-state.tsx';
import { Media } from './media/media.tsx';
import { usePlace, type Page } from './navigation.ts';
import { People } from './people/people.tsx';
import { Records } from './records/records.tsx';
import { Review } from './review/review.tsx';
import { SettingsPage } from './settings/settings-page.tsx';
import { Today } from './today/today.tsx';

type PageEntry = { readonly page: ComponentType; readonly needs: Action };

export const PAGE_TABLE: Readonly<Record<Page, PageEntry>> = {
  today: { page: Today, needs: 'session.read' },
  records: { page: Records, needs: 'session.read' },
  media: { page: Media, needs: 'medium.read' },
  people: { page: People, needs: 'person.list' },
  definitions: { page: Definitions, needs: 'status.read' },
  exceptions: { page: Exceptions, needs: 'exception.read' },
  review: { page: Review, needs: 'session.read' },
  settings: { page: SettingsPage, needs: 'settings.read' },
  account: { page: Account, needs: 'own.secret' },
};

export function Pages() {
  const { t } = useWords();
  const [{ page }] = usePlace();
  const may = useMay();
  const { page: Shown, needs } = PAGE_TABLE[page];
  if (!may(needs))
    return <EmptyState title={t('admin.common.noRightTitle')} note={t('admin.common.noRightNote')} />;
  return <Shown />;
}
