/** Who may do what: one closed table. The core asks it for every method; a window only mirrors it. */

export const ROLES = ['staff', 'administrator', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/**
 * `console`: whoever has the operating system's account that the gate runs under. Such a person could replace the whole
 * program, so the record says who it was and does not pretend to stop them; what must name a person stays closed to them.
 * `founder`: the console while no administrator was ever made.
 */
export type Standing = Role | 'console' | 'founder';

const STAFF = ['staff', 'administrator'] as const;
const ADMIN = ['administrator'] as const;
const READERS = ['administrator', 'auditor', 'console', 'founder'] as const;
const EVERYONE = ['staff', 'administrator', 'auditor', 'console', 'founder'] as const;
const KEEPERS = ['administrator', 'console', 'founder'] as const;
const PERSONS = ['staff', 'administrator', 'auditor'] as const;
/** Belongs to the administrator as soon as there is one. */
const OWNERS = ['administrator', 'founder'] as const;

const TABLE = {
  'status.read': EVERYONE,
  // A headless gate runs under the console; at a kiosk the facts name the person.
  'session.start': ['staff', 'administrator', 'console', 'founder'],
  'session.facts': ['staff', 'administrator', 'console', 'founder'],
  'session.read': READERS,
  'guest.admit': ADMIN,
  'kiosk.exit': ADMIN,
  'app.quit': ADMIN,

  'own.secret': PERSONS,
  'own.totp': PERSONS,
  'own.recovery': ADMIN,
  'person.found': ['founder'],
  'person.list': READERS,
  'person.add': ADMIN,
  'person.change': ADMIN,
  'person.disable': ADMIN,
  'person.unlock': ADMIN,

  'exception.read': [...READERS, 'staff'],
  'exception.grant': ADMIN,
  /** The second of the two persons. */
  'exception.second': STAFF,
  'exception.revoke': ADMIN,

  'settings.read': READERS,
  'settings.change': OWNERS,

  'medium.read': EVERYONE,
  'medium.register': OWNERS,
  'medium.lend': STAFF,
  'medium.lose': ['staff', 'administrator', 'founder'],
  'medium.count': STAFF,
  'medium.retire': OWNERS,

  'review.sign': ADMIN,
  'drill.hold': KEEPERS,

  'audit.read': READERS,
  'audit.verify': EVERYONE,
  'audit.export': READERS,

  'definitions.update': KEEPERS,
  'definitions.extend': OWNERS,
  'destination.accept': KEEPERS,
  /** What the clock is judged by from then on; until there is an administrator the console's word has to do. */
  'clock.confirm': OWNERS,

  'backup.make': KEEPERS,
  'backup.verify': READERS,
  /** Needs the gate to be closed, so nobody can be logged in. */
  'backup.restore': ['console', 'founder'],
  'archive.make': KEEPERS,
  'anchor.compare': READERS,
} as const satisfies Readonly<Record<string, readonly Standing[]>>;

export type Action = keyof typeof TABLE;
export const ACTIONS = Object.keys(TABLE) as readonly Action[];

export const mayDo = (standing: Standing, action: Action): boolean =>
  (TABLE[action] as readonly Standing[]).includes(standing);
