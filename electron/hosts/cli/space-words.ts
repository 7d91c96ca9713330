/** Says that a drive fills up, on stderr, where somebody looks after the record. */

import { visible } from '../../../shared/visible.ts';
import { size } from '../../../shared/words/words.ts';
import type { FolderSpace } from '../../core/keeping/space.ts';
import type { Io } from './io.ts';

export function sayShort(io: Io, { folder, free, level }: FolderSpace): void {
  if (level !== 'low' && level !== 'full') return;
  const [name, left] = [visible(folder), size(free ?? 0)];
  const ja = io.language === 'ja';
  if (level === 'low')
    io.say(
      ja ? `空き容量が少なくなっています: ${name}(残り ${left})` : `Space runs low: ${name} (${left} left)`,
    );
  else
    io.say(
      ja
        ? `空き容量がほとんどありません。まもなく取り込めなくなります: ${name}(残り ${left})`
        : `Hardly any space is left and the gate will soon close: ${name} (${left} left)`,
    );
}
