/** The secret of whoever was chosen; the core alone knows whether name and secret belong together. */

import { useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { PinPad } from '../../parts/pin-pad.tsx';
import type { About } from '../about.ts';
import type { PageProps } from '../acts.ts';
import { faultWords } from '../fault.tsx';
import type { Candidate } from '../local.ts';
import styles from './question.module.css';
import { Question } from './question.tsx';

type PinProps = PageProps & { readonly about: About; readonly candidate: Candidate };

export function Pin({ about, candidate, ...page }: PinProps) {
  const speech = useWords();
  const { t } = speech;
  const { acts, local, dispatch } = page;
  const [code, setCode] = useState('');
  const { name, identifier } = candidate;
  const needsCode = local.fault?.code === 'second-factor-needed' || code !== '';
  return (
    <Question
      about={about}
      headline={
        name === null ? t('kiosk.reception.pin.headlineCard') : t('kiosk.reception.pin.headline', { name })
      }
      under={t('kiosk.reception.pin.under')}
      onBack={() => dispatch({ type: 'unchosen' })}
      quietFault
      {...page}
    >
      <PinPad
        busy={acts.busy}
        fault={faultWords(speech, local.fault)}
        onSecret={(secret) =>
          acts.identify({ identifier, secret, ...(code === '' ? {} : { code }) }, about.id)
        }
      >
        {needsCode && (
          <label className={styles['label']}>
            {t('kiosk.reception.pin.code')}
            <input
              className={styles['input']}
              inputMode="numeric"
              autoComplete="off"
              maxLength={16}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
          </label>
        )}
      </PinPad>
    </Question>
  );
}
