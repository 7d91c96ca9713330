/** What an act on a medium answers when it is done. */

import { ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { visible, visibleJson } from '../../../shared/visible.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';

export function sayMedium(
  io: Io,
  { json }: { readonly json: boolean },
  event: string,
  medium: string,
): Result<ExitCode> {
  if (json) io.out(visibleJson({ event, medium }));
  else io.out(io.language === 'ja' ? `${visible(medium)}: 記録しました` : `${visible(medium)}: recorded`);
  return ok(EXIT.done);
}
