/** Inspects one staged file from its name to its last member; runs in the disposable child, and in tests without one. */

import { CLEAN, heldBack, type Judgement } from '../../../shared/model/verdict.ts';
import type { InspectionReport, InspectionRequest } from '../ports.ts';
import { judgeFit } from './allowed.ts';
import { zipLook } from './archive.ts';
import { junkIn } from './carriers.ts';
import { judgeCarrier, lookAt, type Context } from './content.ts';
import { shown, type Held } from './held.ts';
import { DEFAULT_LIMITS, type InspectionLimits } from './limits.ts';
import { checkPath } from './names.ts';
import { bufferSource, fileSource, StagingFiles } from './source.ts';

/** Files up to this size are read once and looked at in memory. */
const READ_WHOLE_BYTES = 4 * 1024 * 1024;

/** `scratch`: folder for large unpacked members, null to hold those back. `now`: milliseconds that never go backwards. */
export type Surroundings = { readonly files: StagingFiles; readonly scratch: string | null; now(): number };

/** The parts of a request that matter here: staged bytes need no hash to be looked into. */
export type StagedRequest = Pick<InspectionRequest, 'path' | 'name' | 'preset'> & {
  readonly bytes: { readonly path: string; readonly offset: number; readonly length: number };
};

/**
 * Gives the type by content and what inspection found. Throws where the staged bytes cannot be read or a parser breaks;
 * the caller makes that file unscannable. Without surroundings, it opens and closes the staged file by itself.
 */
export async function inspectStaged(
  request: StagedRequest,
  limits: InspectionLimits = DEFAULT_LIMITS,
  surroundings?: Surroundings,
): Promise<InspectionReport> {
  if (surroundings !== undefined) return await inspectIn(surroundings, request, limits);
  const files = new StagingFiles();
  try {
    return await inspectIn({ files, scratch: null, now: () => performance.now() }, request, limits);
  } finally {
    files.close();
  }
}

async function inspectIn(
  surroundings: Surroundings,
  request: StagedRequest,
  limits: InspectionLimits,
): Promise<InspectionReport> {
  const { path, name, preset } = request;
  const finding = checkPath(path);
  if (finding !== null) {
    return {
      type: null,
      judgement: heldBack('name-unsafe', { rule: finding.rule, component: shown(finding.component) }),
    };
  }
  const { offset, length } = request.bytes;
  const staged = fileSource(length === 0 ? -1 : surroundings.files.open(request.bytes.path), offset, length);
  const source = length <= READ_WHOLE_BYTES ? bufferSource(staged.read(0, length)) : staged;
  const end = surroundings.now() + limits.milliseconds;
  const context: Context = {
    limits,
    scratch: surroundings.scratch,
    spent: { members: 0, bytes: 0 },
    depth: 0,
    part: false,
    late: () => surroundings.now() > end,
    lookAtZip: zipLook(preset),
  };
  const look = await lookAt(source, context);
  const fit = look.held === null ? judgeFit(name, look, preset) : { type: look.type, held: look.held };
  const held = judgeCarrier(path) ?? fit.held;
  return { type: fit.type, judgement: withJunk(path, held) };
}

/** Known junk is set aside without alarm, unless something worse than an unwanted type was found in it. */
function withJunk(path: string, held: Held | null): Judgement {
  const junk = junkIn(path);
  if (junk === null) return held ?? CLEAN;
  const quiet = held === null || held.reason === 'type-not-allowed' || held.reason === 'type-mismatch';
  return quiet ? heldBack('type-not-allowed', { rule: 'junk', junk: true, name: junk }) : held;
}
