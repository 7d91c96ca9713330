/** Text that came off a medium: data, made visible, in its own reading direction, and never markup. */

import { visible } from '../../../shared/visible.ts';
import { useWords } from '../../i18n/use-words.ts';

export function FromMedium({ text }: { readonly text: string | null }) {
  const { t } = useWords();
  return text === null || text === '' ? t('admin.common.none') : <bdi>{visible(text)}</bdi>;
}
