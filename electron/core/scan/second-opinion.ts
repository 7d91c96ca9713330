/** Asks an engine its version through the `clamscan` package: a reader that is not ours, so that a fault of ours shows. */

import NodeClam from 'clamscan';

import type { EngineAddress } from './address.ts';
import { parseVersion, type EngineVersion } from './one-question.ts';

const ANSWER_ALLOWED_MS = 5_000;

/** Null when it gets no answer, or none in ClamAV's form. Never falls back to a program of the operating system. */
export async function secondOpinion(address: EngineAddress): Promise<EngineVersion | null> {
  const place =
    address.kind === 'unix' ? { socket: address.path } : { host: address.host, port: address.port };
  try {
    const client = await new NodeClam().init({
      preference: 'clamdscan',
      clamscan: { active: false },
      clamdscan: {
        ...place,
        timeout: ANSWER_ALLOWED_MS,
        localFallback: false,
        active: true,
        bypassTest: true,
      },
    });
    return parseVersion((await client.getVersion()).trim());
  } catch {
    return null;
  }
}
