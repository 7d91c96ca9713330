/** Every command of the headless gate, by its name. */

import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';

export type Command = (args: readonly string[], io: Io) => Promise<ExitCode>;

/** Loaded when asked for: `audit list` need not wait for what the gate needs. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  gate: async () => (await import('./gate.ts')).gateCommand,
  watch: async () => (await import('./watch.ts')).watchCommand,
  media: async () => (await import('./media.ts')).mediaCommand,
  audit: async () => (await import('./audit.ts')).auditCommand,
  definitions: async () => (await import('./definitions.ts')).definitionsCommand,
  staff: async () => (await import('./staff.ts')).staffCommand,
  settings: async () => (await import('./settings.ts')).settingsCommand,
  exceptions: async () => (await import('./exceptions.ts')).exceptionsCommand,
  review: async () => (await import('./review.ts')).reviewCommand,
  facts: async () => (await import('./facts.ts')).factsCommand,
  drill: async () => (await import('./drill.ts')).drillCommand,
  backup: async () => (await import('./backup.ts')).backupCommand,
  restore: async () => (await import('./restore.ts')).restoreCommand,
  archive: async () => (await import('./archive.ts')).archiveCommand,
  clock: async () => (await import('./clock.ts')).clockCommand,
  heads: async () => (await import('./heads.ts')).headsCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
};
