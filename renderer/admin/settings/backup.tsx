/** Backups: how old the last one is, one made now and read back by the core, and an older one proven once more. */

import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useSnapshot } from '../../bridge/gate-context.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { useAct } from '../asking.ts';
import { useMay } from '../login/login-state.tsx';
import { ErrorLine, Notice } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import { Panel } from '../parts/page.tsx';
import { BackupCheck } from './backup-check.tsx';

export function Backup({ ready }: { readonly ready: boolean }) {
  const { t, format } = useWords();
  const may = useMay();
  const { backup } = useSnapshot();
  const make = useAct('backup.make');
  const [withKey, setWithKey] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const run = () => {
    setMade(null);
    void make.run({ withKey }).then((answer) => {
      if (!answer.ok) return;
      const { name, bytes, head } = answer.value;
      setMade(
        t('admin.settings.backup.made', {
          name,
          size: format.size(bytes),
          seq: format.number(head.seq),
        }),
      );
    });
  };
  const since =
    backup.since === null
      ? t('admin.settings.backup.never')
      : backup.since === 0
        ? t('admin.settings.backup.today')
        : t('admin.settings.backup.since', { days: format.number(backup.since) });
  return (
    <>
      <Panel
        title={t('admin.settings.backup.title')}
        note={since}
        actions={
          may('backup.make') && (
            <Button disabled={!ready || make.busy} onClick={run}>
              {t('admin.settings.backup.make')}
            </Button>
          )
        }
      >
        {!ready && <Notice look="warn">{t('admin.settings.backup.noFolder')}</Notice>}
        {may('backup.make') && (
          <Checkbox
            label={t('admin.settings.backup.withKey')}
            description={t('admin.settings.backup.withKeyNote')}
            checked={withKey}
            disabled={!ready}
            onChange={(event) => setWithKey(event.currentTarget.checked)}
          />
        )}
        {make.busy && <Notice>{t('admin.settings.backup.making')}</Notice>}
        <ErrorLine error={make.error} />
        {made !== null && <Notice look="good">{made}</Notice>}
      </Panel>
      <BackupCheck />
    </>
  );
}
