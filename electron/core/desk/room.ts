/** What every handler works with; put together once by desk.ts. */

import type { Exported } from '../../../shared/contract/records.ts';
import type { Packed } from '../../../shared/contract/packs.ts';
import type { DefinitionsImported } from '../../../shared/contract/upkeep.ts';
import type { Drill } from '../../../shared/model/evidence.ts';
import type { VerifyReport } from '../../../shared/model/ledger.ts';
import type { Result } from '../../../shared/result.ts';
import type { Overview } from '../audit/overview.ts';
import type { Records } from '../audit/records.ts';
import type { Clinic } from '../clinic.ts';
import type { Clock, Log } from '../ports.ts';
import type { AtKiosk } from './at-kiosk.ts';
import type { Board } from './board.ts';
import type { FetchingNow } from './definitions.ts';
import type { Exports } from './exports.ts';
import type { GateLife } from './gate-life.ts';
import type { Jobs } from './jobs.ts';
import type { Logins } from './logins.ts';
import type { MediaBoard } from './media-board.ts';
import type { DeskSettings, HostPorts } from './ports.ts';
import type { SessionDesk } from './session-desk.ts';

export type Room = {
  readonly settings: DeskSettings;
  readonly host: HostPorts;
  readonly clock: Clock;
  readonly log: Log;
  /** The clinic while it is open; why not, while it is not. */
  readonly clinic: () => Result<Clinic>;
  /** For reading the record, each with a connection of its own. */
  readonly records: () => Result<Records>;
  readonly overview: () => Result<Overview>;
  readonly board: Board;
  readonly gate: GateLife;
  readonly sessions: SessionDesk;
  readonly media: MediaBoard;
  readonly logins: Logins;
  readonly atKiosk: AtKiosk;
  readonly exports: Exports;
  readonly verifying: Jobs<VerifyReport>;
  readonly exporting: Jobs<Exported>;
  readonly packing: Jobs<Packed>;
  readonly updating: Jobs<DefinitionsImported>;
  readonly drilling: Jobs<Drill>;
  /** Looks at everything that the snapshot tells of the record and the settings. */
  readonly refresh: () => void;
  /** What is being fetched just now. */
  readonly fetching: FetchingNow;
};
