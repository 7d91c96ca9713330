/** What is on the medium: decides which kinds of files are accepted. */

import {
  IconClipboardHeart,
  IconFileText,
  IconHelpCircle,
  IconPhoto,
  IconReceipt,
  IconTransfer,
  IconMicroscope,
} from '@tabler/icons-react';
import { PRESETS, type Preset } from '../../../shared/model/session.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ChoiceQuestion } from './choice.tsx';
import type { QuestionProps } from './question.tsx';

const ICONS = {
  imaging: IconPhoto,
  documents: IconFileText,
  checkup: IconClipboardHeart,
  claims: IconReceipt,
  lab: IconMicroscope,
  ssmix2: IconTransfer,
  general: IconHelpCircle,
} as const satisfies Readonly<Record<Preset, unknown>>;

export function Content(props: QuestionProps) {
  const { t } = useWords();
  const { about, acts } = props;
  return (
    <ChoiceQuestion
      headline={t('kiosk.reception.content.headline')}
      choices={PRESETS.map((value) => ({
        value,
        icon: ICONS[value],
        label: t(`kiosk.reception.content.${value}`),
        note: t(`kiosk.reception.content.${value}Note`),
      }))}
      chosen={about.presetChosen ? about.preset : null}
      onChoose={(preset) => acts.choosePreset(about.id, preset)}
      {...props}
    />
  );
}
