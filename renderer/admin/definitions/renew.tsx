/** New definitions: from the internet with its progress, or from a medium; used by the page and by the first run. */

import { useEffect, useState } from 'react';
import type { Fetching } from '../../../shared/contract/events.ts';
import type { DefinitionsImported } from '../../../shared/contract/upkeep.ts';
import { useClient } from '../../bridge/gate-context.tsx';
import { useWords, type Speech } from '../../i18n/use-words.ts';
import { useAct } from '../asking.ts';
import { ErrorLine, Notice } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import { useJob } from '../parts/job.ts';
import { Meter } from '../parts/meter.tsx';
import { Panel } from '../parts/page.tsx';

function outcomeSaid(imported: DefinitionsImported, { t }: Speech): string {
  if (!imported.changed) return t('admin.definitions.already');
  const names = imported.files.map(({ name, version }) => `${name} ${version}`);
  return t('admin.definitions.updated', { names: names.join(t('admin.records.filter.and')) });
}

export function Renew({ onRenewed }: { readonly onRenewed: () => void }) {
  const speech = useWords();
  const { t } = speech;
  const { view, start } = useJob('definitions.update');
  const importing = useAct('definitions.import');
  const [said, setSaid] = useState<string | null>(null);
  const busy = view.state === 'running' || importing.busy;
  const fromMedium = () => {
    setSaid(null);
    void importing.run({}).then((answer) => {
      if (!answer.ok) return;
      setSaid(answer.value === null ? t('admin.definitions.notChosen') : outcomeSaid(answer.value, speech));
      onRenewed();
    });
  };
  return (
    <>
      <Panel
        title={t('admin.definitions.update')}
        note={t('admin.definitions.updateNote')}
        actions={
          <Button look="primary" disabled={busy} onClick={() => void start({})}>
            {t('admin.definitions.update')}
          </Button>
        }
      >
        {view.state === 'running' && <Updating job={view.job ?? ''} />}
        {view.state === 'failed' && <ErrorLine error={view.error} />}
        {view.state === 'done' && <Notice look="good">{outcomeSaid(view.value, speech)}</Notice>}
      </Panel>
      <Panel
        title={t('admin.definitions.importTitle')}
        note={t('admin.definitions.importNote')}
        actions={
          <Button disabled={busy} onClick={fromMedium}>
            {t('admin.definitions.import')}
          </Button>
        }
      >
        {importing.busy && <Notice>{t('admin.definitions.importing')}</Notice>}
        <ErrorLine error={importing.error} />
        {said !== null && <Notice look="good">{said}</Notice>}
      </Panel>
    </>
  );
}

/** What is fetched just now; after the last of it the new definitions are tried. */
function Updating({ job }: { readonly job: string }) {
  const { t, format } = useWords();
  const client = useClient();
  const [fetching, setFetching] = useState<Fetching | null>(null);
  useEffect(() => client.on('update-progress', (told) => setFetching(told.fetching)), [client]);
  if (fetching === null) return <Notice>{t('admin.definitions.checking')}</Notice>;
  const { database: name, received, total } = fetching;
  const said =
    total === 0
      ? t('admin.definitions.fetchingPlain', { name, received: format.size(received) })
      : t('admin.definitions.fetching', {
          name,
          received: format.size(received),
          total: format.size(total),
        });
  return (
    <Meter
      subject={`${job} ${name}`}
      label={t('admin.definitions.updating')}
      done={received}
      total={total === 0 ? null : total}
      said={said}
    />
  );
}
