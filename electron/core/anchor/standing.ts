/** How far each anchor has got, told from the files alone: also beside a running gate. */

import path from 'node:path';

import { gateError } from '../../../shared/errors.ts';
import type { AnchorStanding } from '../../../shared/model/status.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { HEADS_FILE } from '../audit/heads.ts';
import { conditionOf } from '../keeping/durable.ts';
import { openPositions, pendingLines, targetId } from './position.ts';

/** The name of each target's place in anchors.json. */
export const fileId = (file: string): string => targetId(`file ${file}`);
export const syslogId = ({ transport, host, port }: NonNullable<Settings['anchor']['syslog']>): string =>
  targetId(`syslog ${transport} ${host} ${port}`);

/** `anchor-failed {reason}` where the files cannot be read. Nothing is sent. */
export function anchorStandings(
  dataDir: string,
  { file, syslog }: Settings['anchor'],
): Result<readonly AnchorStanding[]> {
  const targets = [
    ...(file === null ? [] : [{ target: 'file', id: fileId(file) } as const]),
    ...(syslog === null ? [] : [{ target: 'syslog', id: syslogId(syslog) } as const]),
  ];
  try {
    const positions = openPositions(dataDir);
    return ok(
      targets.map(({ target, id }) => {
        const position = positions.of(id);
        const waits = pendingLines(path.join(dataDir, HEADS_FILE), position).length > 0;
        return { target, failingSince: position.failing, waits };
      }),
    );
  } catch (thrown) {
    const reason = conditionOf(thrown);
    if (reason === null) throw thrown;
    return err(gateError('anchor-failed', { reason }));
  }
}
