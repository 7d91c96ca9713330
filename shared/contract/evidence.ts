/** The clinic's own media, exceptions, reviews and drills. */

import { z } from 'zod';
import type { JapanDate } from '../japan-time.ts';
import * as model from '../model/evidence.ts';
import type { Drill, MediumDetails, Review, RetireInput } from '../model/evidence.ts';
import { exceptionInput, type FileException } from '../model/exception.ts';
import * as m from './method.ts';
import type { FromMedium, Job, JobState } from './method.ts';
import { ADMIN, method } from './method.ts';

export type MediumKeyView =
  | {
      readonly type: 'serial';
      readonly vendorId: string;
      readonly productId: string;
      readonly serial: FromMedium;
    }
  | { readonly type: 'mark'; readonly sha256: string };

/** A line of 媒体台帳. Times ISO 8601 UTC, `due` a day in Japan. */
export type MediumLine = {
  readonly id: string;
  readonly name: string;
  readonly key: MediumKeyView;
  readonly state: 'in-use' | 'lost' | 'retired';
  readonly since: string;
  readonly registeredAt: string;
  readonly registeredBy: string | null;
  readonly details: MediumDetails | null;
  readonly loan: {
    readonly to: string;
    readonly purpose: string;
    readonly due: JapanDate;
    readonly since: string;
  } | null;
  readonly counted: string | null;
  readonly disposal: {
    readonly how: RetireInput['how'];
    readonly why: string;
    readonly witness: string;
  } | null;
  readonly overdue: boolean;
};

export type ReviewStatus = {
  readonly days: readonly { readonly date: JapanDate; readonly sessions: number }[];
  readonly sinceReview: number | null;
  readonly due: boolean;
};
export type DrillStatus = {
  readonly last: Drill | null;
  readonly sinceDrill: number | null;
  readonly due: boolean;
};

const hex4 = z.string().regex(/^[0-9a-f]{4}$/);
/** `insertion`: the medium that is plugged in now, by its serial number. `mark`: hash of the mark file on it. */
const key = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('insertion'), insertion: m.handle }),
  z.strictObject({ type: z.literal('serial'), vendorId: hex4, productId: hex4, serial: m.line(128) }),
  z.strictObject({ type: z.literal('mark'), sha256: m.sha256 }),
]);
const why = z.strictObject({ medium: m.line(64), why: m.line(500) });

export const EVIDENCE_METHODS = {
  'media.list': method<readonly MediumLine[]>()({ windows: ADMIN, need: 'medium.read', input: m.nothing }),
  /** `usage {medium, state}` when the number or the medium is taken; `not-found` when it shows no serial number. */
  'media.register': method<null>()({
    windows: ADMIN,
    need: 'medium.register',
    input: z.strictObject({ id: m.line(100), name: m.line(100), key, details: model.mediumDetails }),
  }),
  'media.describe': method<null>()({
    windows: ADMIN,
    need: 'medium.register',
    input: z.strictObject({ medium: m.line(64), details: model.mediumDetails }),
  }),
  'media.lend': method<null>()({ windows: ADMIN, need: 'medium.lend', input: model.lendInput }),
  'media.return': method<null>()({ windows: ADMIN, need: 'medium.lend', input: model.returnInput }),
  'media.stock': method<{ readonly absent: readonly string[] }>()({
    windows: ADMIN,
    need: 'medium.count',
    input: model.stockInput,
  }),
  'media.lose': method<null>()({ windows: ADMIN, need: 'medium.lose', input: why }),
  'media.find': method<null>()({ windows: ADMIN, need: 'medium.register', input: why }),
  'media.retire': method<null>()({ windows: ADMIN, need: 'medium.retire', input: model.retireInput }),

  'exceptions.list': method<readonly FileException[]>()({
    windows: ADMIN,
    need: 'exception.read',
    input: m.nothing,
  }),
  /** `second`: the other person, who proves who they are in this very call and is logged out again after it. */
  'exceptions.grant': method<{ readonly exception: string; readonly expires: string }>()({
    windows: ADMIN,
    need: 'exception.grant',
    input: exceptionInput.extend({ second: m.credentials }),
  }),
  'exceptions.revoke': method<null>()({
    windows: ADMIN,
    need: 'exception.revoke',
    input: z.strictObject({ exception: m.sessionId, reason: m.line(1000) }),
  }),

  'reviews.list': method<readonly Review[]>()({ windows: ADMIN, need: 'session.read', input: m.nothing }),
  'reviews.status': method<ReviewStatus>()({
    windows: ADMIN,
    need: 'status.read',
    input: m.nothing,
    idle: true,
  }),
  'reviews.sign': method<Review>()({ windows: ADMIN, need: 'review.sign', input: model.reviewInput }),

  'drills.list': method<readonly Drill[]>()({ windows: ADMIN, need: 'session.read', input: m.nothing }),
  /**
   * Shows a gate of its own, with the definitions in use, what it must hold back; takes up to some minutes. Told by
   * `drill-progress`: `done` of `total` checks.
   */
  'drills.hold': method<Job>()({
    windows: ADMIN,
    need: 'drill.hold',
    input: z.strictObject({ remarks: m.prose(4000) }),
  }),
  'drills.hold-status': method<JobState<Drill>>()({
    windows: ADMIN,
    need: 'drill.hold',
    input: m.jobInput,
    idle: true,
  }),
  'drills.status': method<DrillStatus>()({
    windows: ADMIN,
    need: 'status.read',
    input: m.nothing,
    idle: true,
  }),
} as const;
