/** The first time somebody stands here: a secret of their own in place of the one that an administrator gave out. */

import { useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { PinPad } from '../../parts/pin-pad.tsx';
import type { About } from '../about.ts';
import type { PageProps } from '../acts.ts';
import { faultWords } from '../fault.tsx';
import type { Outgoing } from '../local.ts';
import { Question } from './question.tsx';

type RenewProps = PageProps & { readonly about: About; readonly outgoing: Outgoing };

export function Renew({ about, outgoing, ...page }: RenewProps) {
  const speech = useWords();
  const { t } = speech;
  const { acts, local } = page;
  const [first, setFirst] = useState<string | null>(null);
  const [differs, setDiffers] = useState(false);

  const take = (secret: string) => {
    setDiffers(first !== null && secret !== first);
    if (first === null) {
      setFirst(secret);
      return;
    }
    setFirst(null);
    if (secret === first) acts.renew(outgoing, secret);
  };
  const fault = differs ? t('kiosk.reception.renew.differs') : faultWords(speech, local.fault);
  const again = first !== null;
  return (
    <Question
      about={about}
      headline={t(again ? 'kiosk.reception.renew.again' : 'kiosk.reception.renew.headline')}
      under={t('kiosk.reception.renew.under')}
      onBack={() => (again ? setFirst(null) : acts.leave())}
      quietFault
      {...page}
    >
      <PinPad busy={acts.busy} fault={again ? null : fault} onSecret={take} />
    </Question>
  );
}
