/** Whether a backup can still be relied on: chosen by the person, proven by the core, told in a sentence. */

import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { CheckedBackup } from '../../../shared/contract/upkeep.ts';
import type { GateError } from '../../../shared/errors.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useAct } from '../asking.ts';
import { useMay } from '../login/login-state.tsx';
import { ErrorLine, Notice } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import { Panel } from '../parts/page.tsx';

export function BackupCheck() {
  const { t } = useWords();
  const may = useMay();
  const verify = useAct('backup.verify');
  const [restore, setRestore] = useState(false);
  const [found, setFound] = useState<CheckedBackup | 'not-chosen' | null>(null);
  if (!may('backup.verify')) return null;
  const why = brokenWhy(verify.error);
  const run = () => {
    setFound(null);
    void verify.run({ restore }).then((answer) => {
      if (answer.ok) setFound(answer.value ?? 'not-chosen');
    });
  };
  return (
    <Panel
      title={t('admin.settings.backup.check')}
      note={t('admin.settings.backup.checkLead')}
      actions={
        <Button disabled={verify.busy} onClick={run}>
          {t('admin.settings.backup.check')}
        </Button>
      }
    >
      {may('backup.make') && (
        <Checkbox
          label={t('admin.settings.backup.restore')}
          description={t('admin.settings.backup.restoreNote')}
          checked={restore}
          disabled={verify.busy}
          onChange={(event) => setRestore(event.currentTarget.checked)}
        />
      )}
      {verify.busy && <Notice>{t('admin.settings.backup.checking')}</Notice>}
      {why === null ? (
        <ErrorLine error={verify.error} />
      ) : (
        <Notice look="bad">
          <p>
            <strong>{t('admin.settings.backup.broken')}</strong> {t(`admin.settings.backup.brokenWhy.${why}`)}
          </p>
          <p>{t('admin.settings.backup.brokenNext')}</p>
        </Notice>
      )}
      {found === 'not-chosen' && <Notice>{t('admin.settings.backup.notChosen')}</Notice>}
      {found !== null && found !== 'not-chosen' && <Whole backup={found} />}
    </Panel>
  );
}

function Whole({ backup }: { readonly backup: CheckedBackup }) {
  const { t, format } = useWords();
  const { name, at, entries, restored, withKey } = backup;
  return (
    <>
      <Notice look="good">
        {t('admin.settings.backup.whole', { name, at: format.moment(at), entries: format.number(entries) })}
        {restored && ` ${t('admin.settings.backup.restored')}`}
      </Notice>
      {!withKey && <Notice>{t('admin.settings.backup.withoutKey')}</Notice>}
    </>
  );
}

const WHY = ['manifest', 'missing', 'surplus', 'sum', 'head', 'ledger'] as const;
const WHEN_RESTORED = ['open', 'people', 'verify'];

/** What is wrong with the backup itself; null for what this machine refused, which says nothing about it. */
function brokenWhy(error: GateError | null): (typeof WHY)[number] | 'restore' | null {
  if (error?.code !== 'backup-invalid') return null;
  const { reason } = error.params;
  if (typeof reason === 'string' && WHEN_RESTORED.includes(reason)) return 'restore';
  return WHY.find((known) => known === reason) ?? null;
}
