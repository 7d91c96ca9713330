/** The settings as a file: taken out to be kept, or brought in to replace the present ones. */

import { useState } from 'react';
import { useHost } from '../../bridge/gate-context.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { useAct } from '../asking.ts';
import { ErrorLine, Notice } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Panel } from '../parts/page.tsx';

type SettingsFileProps = {
  readonly base: string;
  readonly changing: boolean;
  readonly onImported: () => void;
};

export function SettingsFile({ base, changing, onImported }: SettingsFileProps) {
  const { t } = useWords();
  const host = useHost();
  const out = useAct('settings.export');
  const bring = useAct('settings.import');
  const [asking, setAsking] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const takeOut = () =>
    void out.run({}).then(async (answer) => {
      if (!answer.ok) return;
      const delivery = answer.value;
      if (delivery.way === 'cancelled') {
        setSaid(t('admin.records.exporting.notSaved'));
      } else if (delivery.way === 'saved') {
        setSaid(t('admin.records.exporting.saved', { name: delivery.name }));
      } else {
        const { name } = delivery;
        const there = (await host.download?.(delivery.address, name)) ?? false;
        setSaid(
          there ? t('admin.records.exporting.downloaded', { name }) : t('admin.records.exporting.lost'),
        );
      }
    });
  const bringIn = () =>
    void bring.run({ base }).then((answer) => {
      if (!answer.ok) return;
      setAsking(false);
      setSaid(t(answer.value === null ? 'admin.settings.file.notChosen' : 'admin.settings.file.imported'));
      if (answer.value !== null) onImported();
    });
  return (
    <Panel
      title={t('admin.settings.file.title')}
      note={t('admin.settings.file.note')}
      actions={
        <>
          <Button disabled={out.busy} onClick={takeOut}>
            {t('admin.settings.file.export')}
          </Button>
          {changing && <Button onClick={() => setAsking(true)}>{t('admin.settings.file.import')}</Button>}
        </>
      }
    >
      <ErrorLine error={out.error} />
      {said !== null && <Notice>{said}</Notice>}
      {asking && (
        <Dialog
          title={t('admin.settings.file.import')}
          act={t('admin.settings.file.importAct')}
          danger
          onAct={bringIn}
          busy={bring.busy}
          error={bring.error}
          onClose={() => setAsking(false)}
        >
          <p>{t('admin.settings.file.importLead')}</p>
        </Dialog>
      )}
    </Panel>
  );
}
