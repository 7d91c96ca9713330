/** When the system itself should speak up, because nobody may be looking at a window: decided from two snapshots. Pure. */

import { resultsIn, type Snapshot } from '../../../shared/contract/snapshot.ts';
import type { WindowKind } from '../../../shared/contract/method.ts';
import { filesInfected, type DesktopWords } from './words.ts';

/** `opens`: the window that a click on it shows. Never a file's or a patient's name: others may look at this screen. */
export type Notice = {
  readonly title: string;
  readonly body: string;
  readonly urgent: boolean;
  readonly opens: WindowKind;
};

/** `before` null: the first snapshot since the start, when a gate that is closed already is told as well. */
export function noticesBetween(
  before: Snapshot | null,
  after: Snapshot,
  words: DesktopWords,
): readonly Notice[] {
  const notices: Notice[] = [];
  const known = new Set(before === null ? [] : resultsIn(before).map(({ turn }) => turn));
  const infected = filesInfected(resultsIn(after).filter(({ turn }) => !known.has(turn)));
  if (infected > 0) {
    const { what, next } = words.infected(infected, after.clinic.contact);
    notices.push({ title: what, body: next, urgent: true, opens: 'kiosk' });
  }
  const expired = after.definitions.state === 'expired';
  if (expired && before?.definitions.state !== 'expired') {
    const { next } = words.core.errors['definitions-expired']({ days: after.definitions.days });
    notices.push({ title: words.expired, body: next, urgent: true, opens: 'admin' });
  }
  if (after.gate.state === 'closed') {
    const { code, params } = after.gate.error;
    const same = before?.gate.state === 'closed' && before.gate.error.code === code;
    // Definitions that expired close the gate: one notice says it.
    if (!same && !(expired && code === 'definitions-expired')) {
      const { what, next } = words.core.errors[code](params);
      notices.push({ title: words.closed, body: `${what}\n${next}`, urgent: false, opens: 'kiosk' });
    }
  }
  return notices.map((notice) =>
    after.practice ? { ...notice, body: `${words.practice}\n${notice.body}` } : notice,
  );
}
