/** An inspector that says what a test tells it to; exists only under test, so that no gate can be put together with it. */

import type { InspectionReport, InspectionRequest, Inspector } from '../../electron/core/ports.ts';
import { CLEAN, heldBack } from '../../shared/model/verdict.ts';

export type FakeInspector = Inspector & { readonly seen: readonly InspectionRequest[] };

/** `judge`: the report on a file; without one, everything is plain text and in order. */
export function createFakeInspector(
  judge?: (request: InspectionRequest) => InspectionReport | Promise<InspectionReport>,
): FakeInspector {
  if (process.env['VITEST'] === undefined) throw new Error('the fake inspector is for tests only');
  const seen: InspectionRequest[] = [];
  let closed = false;
  return {
    seen,
    warm: () => undefined,
    inspect: async (request) => {
      if (closed)
        return { type: null, judgement: heldBack('engine-error', { part: 'inspection', cause: 'closed' }) };
      seen.push(request);
      return judge === undefined ? { type: 'text/plain', judgement: CLEAN } : await judge(request);
    },
    close: () => {
      closed = true;
      return Promise.resolve();
    },
  };
}
