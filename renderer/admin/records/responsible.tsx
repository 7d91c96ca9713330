/** The mark of a session of which nobody said who it was; where it never began, nobody had to. */

import type { SessionLine } from '../../../shared/contract/records.ts';
import { useWords } from '../../i18n/use-words.ts';
import { StateBadge } from '../../parts/state-field.tsx';

/** As the filter `untold` of the core has it. */
const isUntold = ({ staff, facts, outcome }: SessionLine): boolean =>
  (staff ?? facts.staff) === null && outcome !== null && outcome !== 'refused';

export function Responsible({ line }: { readonly line: SessionLine }) {
  const { t } = useWords();
  if (isUntold(line)) return <StateBadge tone="unscannable" word={t('admin.records.untold')} />;
  return line.staffName ?? line.staff ?? t('admin.common.none');
}
