/** What a report of a period says: facts out of the ledger, and the statements that checklist items lean on. No sentences. */

import type { JapanDate } from '../japan-time.ts';
import type { Disposition, Origin } from './facts.ts';
import type { Outcome } from './session.ts';
import type { Reason, Verdict } from './verdict.ts';

/** `open`: the record of the session has no end (it still ran, or its end could not be written). */
export type Ending = Outcome | 'open';
export type FileFigures = { readonly files: number; readonly released: number; readonly heldBack: number };
export type SessionFigures = FileFigures & { readonly sessions: number; readonly bytes: number };

/** `month`: `2026-11`, in Japan. */
export type MonthFigures = SessionFigures & {
  readonly month: string;
  readonly endings: Readonly<Partial<Record<Ending, number>>>;
};
/** `origin`: null where nobody said. */
export type OriginFigures = SessionFigures & { readonly origin: Origin | null };
export type ReasonFigures = {
  readonly verdict: Verdict;
  readonly reason: Reason | null;
  readonly files: number;
  readonly sessions: number;
};

/** A file that was detected, and what was done. `path` as in the ledger, or masked. `at`: ISO 8601 UTC. */
export type Infection = {
  readonly session: string;
  readonly at: string;
  readonly path: string;
  readonly signature: string;
  readonly staff: string | null;
  readonly origin: Origin | null;
  readonly ending: Ending;
  /** Files of the same medium that went in. */
  readonly released: number;
  readonly disposition: Disposition | null;
};

export type Incoming = {
  readonly total: SessionFigures;
  readonly months: readonly MonthFigures[];
  readonly origins: readonly OriginFigures[];
  readonly reasons: readonly ReasonFigures[];
  /** Sessions with at least one file held back. */
  readonly heldSessions: number;
  /** Why sessions were refused or stopped, by error code; most frequent first. */
  readonly errors: readonly { readonly code: string; readonly sessions: number }[];
  readonly infections: { readonly files: number; readonly listed: readonly Infection[] };
  /** Sessions of which the record says who, where from and what for. */
  readonly named: { readonly staff: number; readonly origin: number; readonly purpose: number };
};

/** `first`, `last`: when it was first and last seen within the period, ISO 8601 UTC. */
export type Seen = { readonly what: string; readonly first: string; readonly last: string };

export type EngineFacts = {
  readonly engines: readonly Seen[];
  readonly definitions: readonly Seen[];
  /** Days in Japan on which the gate opened or a medium came; the worst state of each. */
  readonly days: number;
  readonly aging: readonly JapanDate[];
  readonly expired: readonly JapanDate[];
  readonly updates: number;
  readonly extensions: readonly { readonly at: string; readonly days: number; readonly reason: string }[];
  readonly closed: readonly { readonly code: string; readonly times: number }[];
};

export type ExceptionFacts = {
  readonly granted: readonly {
    readonly id: string;
    readonly at: string;
    readonly sha256: string;
    readonly reason: string;
    readonly first: string;
    readonly second: string;
    readonly expires: string;
    readonly vendorConfirmation: boolean;
  }[];
  readonly uses: number;
  readonly revoked: readonly {
    readonly id: string;
    readonly at: string;
    readonly by: string;
    readonly reason: string;
  }[];
  /** At the end of the period: not revoked and not over. */
  readonly valid: number;
};

export type PeopleFacts = {
  /** At the end of the period. */
  readonly roles: readonly { readonly role: string; readonly active: number; readonly disabled: number }[];
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly role: string;
    readonly disabled: boolean;
    readonly lastLogin: string | null;
    readonly totp: boolean;
    readonly ownSecret: boolean;
  }[];
  readonly changes: readonly { readonly kind: string; readonly times: number }[];
  readonly logins: number;
  /** `person`: null for identifiers that nobody has. */
  readonly failures: readonly {
    readonly person: string | null;
    readonly failed: number;
    readonly locked: number;
  }[];
};

export type ReviewFacts = {
  readonly signed: readonly {
    readonly at: string;
    readonly by: string;
    readonly first: JapanDate;
    readonly last: JapanDate;
    readonly sessions: number;
    readonly remarks: string;
  }[];
  /** Days of the period with sessions, and those of them that no review covers. */
  readonly days: number;
  readonly unreviewed: readonly { readonly date: JapanDate; readonly sessions: number }[];
};

export type DrillFacts = readonly {
  readonly at: string;
  readonly by: string;
  readonly passed: boolean;
  /** Held with practice definitions: it proves the way of a medium and nothing about the engine at work. */
  readonly practice: boolean;
  readonly remarks: string;
  readonly results: readonly {
    readonly check: string;
    readonly expected: string;
    readonly found: string;
    readonly passed: boolean;
  }[];
}[];

export type MediaFacts = {
  /** At the end of the period. */
  readonly inUse: number;
  readonly lost: number;
  readonly retired: number;
  readonly encrypted: number;
  readonly events: readonly { readonly kind: string; readonly times: number }[];
  readonly stockTakes: readonly {
    readonly at: string;
    readonly present: number;
    readonly absent: readonly string[];
  }[];
  readonly loans: readonly {
    readonly medium: string;
    readonly name: string;
    readonly to: string;
    readonly purpose: string;
    readonly at: string;
    readonly due: JapanDate;
    /** Null: not back at the end of the period. */
    readonly returned: string | null;
    readonly checked: boolean | null;
    readonly erased: boolean | null;
  }[];
};

export type KeepingFacts = {
  readonly backups: { readonly made: number; readonly last: string | null; readonly failed: number };
  readonly tests: { readonly passed: number; readonly failed: number; readonly last: string | null };
  readonly archives: number;
  /** `lost`: entries that were not in the backup; null where that could not be told. */
  readonly restores: readonly {
    readonly at: string;
    readonly backup: string;
    readonly lost: number | null;
  }[];
};

export type MachineFacts = {
  readonly clock: readonly { readonly at: string; readonly previous: string; readonly now: string }[];
  readonly anchors: readonly {
    readonly target: string;
    readonly from: string;
    readonly to: string | null;
    readonly code: string;
  }[];
  /** Times that an administrator confirmed the clock. */
  readonly clockConfirmed: number;
  readonly refusedDevices: readonly { readonly reason: string; readonly times: number }[];
  readonly interrupted: number;
  /** Times that the app's core or a window broke and was started again. */
  readonly mended: { readonly core: number; readonly windows: number };
  readonly settings: readonly {
    readonly at: string;
    readonly by: string;
    readonly places: readonly string[];
  }[];
};

export type ReportFacts = {
  readonly incoming: Incoming;
  /** Sessions of practice mode, which prove nothing, counted nowhere else. */
  readonly practice: Incoming;
  readonly engine: EngineFacts;
  readonly exceptions: ExceptionFacts;
  readonly people: PeopleFacts;
  readonly reviews: ReviewFacts;
  readonly drills: DrillFacts;
  readonly media: MediaFacts;
  readonly keeping: KeepingFacts;
  readonly machine: MachineFacts;
};

/** The kinds of evidence that a checklist item may lean on. */
export const EVIDENCE = [
  'sessions',
  'facts',
  'held-back',
  'infections',
  'refused-devices',
  'media',
  'lending',
  'roles',
  'disabled-accounts',
  'secrets',
  'second-factor',
  'logins',
  'versions',
  'definitions',
  'ledger',
  'reviews',
  'backups',
  'drills',
  'clock',
  'exceptions',
  'anchors',
  'settings',
] as const;
export type Evidence = (typeof EVIDENCE)[number];

/** What the record shows, by code; each code has its own facts. A code that ends in `none` says that there is no record. */
export type StatementFacts = {
  sessions: SessionFigures;
  'sessions-none': object;
  'practice-apart': { readonly sessions: number };
  facts: {
    readonly sessions: number;
    readonly staff: number;
    readonly origin: number;
    readonly purpose: number;
  };
  'held-back': { readonly files: number; readonly sessions: number };
  'held-back-none': object;
  infections: { readonly files: number };
  'infections-none': object;
  'refused-devices': { readonly times: number };
  'refused-devices-none': object;
  media: {
    readonly inUse: number;
    readonly lost: number;
    readonly retired: number;
    readonly encrypted: number;
  };
  'media-none': object;
  'stock-take': { readonly times: number; readonly last: string };
  'stock-take-none': object;
  lending: { readonly lent: number; readonly out: number; readonly unchecked: number };
  'lending-none': object;
  roles: { readonly staff: number; readonly administrator: number; readonly auditor: number };
  'roles-none': object;
  'disabled-accounts': { readonly disabled: number; readonly unused: number };
  secrets: { readonly people: number; readonly own: number };
  'second-factor': { readonly administrators: number; readonly totp: number };
  logins: { readonly logins: number; readonly failed: number; readonly locked: number };
  'logins-none': object;
  engine: { readonly version: string; readonly first: string; readonly last: string };
  'engine-none': object;
  definitions: {
    readonly days: number;
    readonly aging: number;
    readonly expired: number;
    readonly versions: number;
  };
  'definitions-none': object;
  ledger: { readonly entries: number };
  'ledger-fault': { readonly faults: number };
  reviews: { readonly times: number; readonly last: string; readonly by: string };
  'reviews-none': object;
  unreviewed: { readonly days: number; readonly of: number };
  backups: { readonly made: number; readonly failed: number; readonly last: string };
  'backups-none': object;
  'backups-failed': { readonly times: number };
  'restore-tests': { readonly passed: number; readonly failed: number };
  'restore-tests-none': object;
  drills: {
    readonly held: number;
    readonly passed: number;
    readonly practice: number;
    readonly last: string;
  };
  'drills-none': object;
  clock: { readonly times: number };
  'clock-none': object;
  exceptions: { readonly granted: number; readonly uses: number; readonly revoked: number };
  'exceptions-none': object;
  anchors: { readonly outages: number };
  'anchors-none': object;
  settings: { readonly times: number };
  'settings-none': object;
};
export type StatementCode = keyof StatementFacts;
export type Statement = {
  [C in StatementCode]: { readonly code: C; readonly facts: StatementFacts[C] };
}[StatementCode];
