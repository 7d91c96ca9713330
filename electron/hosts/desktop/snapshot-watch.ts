/** What the desktop does about the gate's state, whether or not a window is open: tray, notices, and keeping the machine awake. */

import type { PowerSaveBlocker } from 'electron';
import type { Snapshot } from '../../../shared/contract/snapshot.ts';
import { noticesBetween, type Notice } from './notices.ts';
import type { TrayDesk } from './tray.ts';
import { trayView } from './tray-view.ts';
import type { DesktopWords } from './words.ts';

export type WatchDeps = {
  readonly tray: TrayDesk;
  readonly words: DesktopWords;
  readonly powerSaveBlocker: Pick<PowerSaveBlocker, 'start' | 'stop'>;
  readonly notify: (notice: Notice) => void;
  /** Something was plugged in that was not there before. */
  readonly inserted: () => void;
};

export type SnapshotWatch = {
  saw(snapshot: Snapshot): void;
  lost(): void;
  /** The core is there; true when it had been lost before. */
  returned(): boolean;
  /** False while no administrator exists, and while neither core nor record is there to know one. */
  canAskAdministrator(): boolean;
  close(): void;
};

export function createWatch(deps: WatchDeps): SnapshotWatch {
  let last: Snapshot | null = null;
  let alive = true;
  let awake: number | null = null;

  const show = (): void => deps.tray.show(trayView(last, alive, deps.words));
  function keepAwake(wanted: boolean): void {
    if (wanted) awake ??= deps.powerSaveBlocker.start('prevent-app-suspension');
    else if (awake !== null) {
      deps.powerSaveBlocker.stop(awake);
      awake = null;
    }
  }

  show();
  return {
    saw(snapshot) {
      const before = last;
      last = snapshot;
      const known = new Set(before?.media.map(({ insertion }) => insertion));
      if (snapshot.media.some(({ insertion }) => !known.has(insertion))) deps.inserted();
      keepAwake(snapshot.session !== null);
      for (const notice of noticesBetween(before, snapshot, deps.words)) deps.notify(notice);
      show();
    },
    lost() {
      alive = false;
      keepAwake(false);
      show();
    },
    returned() {
      const wasLost = !alive;
      alive = true;
      show();
      return wasLost;
    },
    canAskAdministrator: () => alive && last?.ledger.ok === true && !last.founding,
    close: () => keepAwake(false),
  };
}
