/** Where the medium comes from. */

import {
  IconBuildingFactory2,
  IconBuildingHospital,
  IconFlask,
  IconHome,
  IconUser,
} from '@tabler/icons-react';
import { ORIGINS, type Origin as Whence } from '../../../shared/model/facts.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ChoiceQuestion } from './choice.tsx';
import type { QuestionProps } from './question.tsx';

const ICONS = {
  patient: IconUser,
  'referring-hospital': IconBuildingHospital,
  laboratory: IconFlask,
  vendor: IconBuildingFactory2,
  own: IconHome,
} as const satisfies Readonly<Record<Whence, unknown>>;

export function Origin(props: QuestionProps) {
  const { t } = useWords();
  const { about, acts } = props;
  return (
    <ChoiceQuestion
      headline={t('kiosk.reception.origin.headline')}
      choices={ORIGINS.map((value) => ({
        value,
        icon: ICONS[value],
        label: t(`kiosk.reception.origin.${value}`),
      }))}
      chosen={about.facts.origin}
      onChoose={(origin) => acts.tell(about.id, { origin })}
      {...props}
    />
  );
}
