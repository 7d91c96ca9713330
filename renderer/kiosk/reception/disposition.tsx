/** What becomes of the medium afterwards. */

import { IconArchive, IconArrowBackUp, IconTrash } from '@tabler/icons-react';
import { DISPOSITIONS, type Disposition as Afterwards } from '../../../shared/model/facts.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ChoiceQuestion } from './choice.tsx';
import type { QuestionProps } from './question.tsx';

const ICONS = {
  returned: IconArrowBackUp,
  kept: IconArchive,
  destroyed: IconTrash,
} as const satisfies Readonly<Record<Afterwards, unknown>>;

export function Disposition(props: QuestionProps) {
  const { t } = useWords();
  const { about, acts } = props;
  return (
    <ChoiceQuestion
      headline={t('kiosk.reception.disposition.headline')}
      choices={DISPOSITIONS.map((value) => ({
        value,
        icon: ICONS[value],
        label: t(`kiosk.reception.disposition.${value}`),
      }))}
      chosen={about.facts.disposition}
      onChoose={(disposition) => acts.tell(about.id, { disposition })}
      {...props}
    />
  );
}
