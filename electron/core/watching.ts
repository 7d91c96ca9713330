/** Puts the gate behind the watch over media: every volume whose turn has come gets a session of its own. */

import type { MediaEvent } from '../../shared/model/media-event.ts';
import type { Policy } from '../../shared/model/policy.ts';
import type { Preset } from '../../shared/model/session.ts';
import type { Result } from '../../shared/result.ts';
import { ok } from '../../shared/result.ts';
import { foldKinds, openByKind } from './audit/by-kind.ts';
import type { Gate } from './gatekeeper.ts';
import type { FactsMode, MediumRequest } from './medium-request.ts';
import { createMediaPlatform } from './media/platform.ts';
import type { MediaPlatform } from './media/platform.ts';
import { applyToRegistry, emptyRegistry } from './media/registry.ts';
import { takeTurn } from './medium-turn.ts';
import type { TurnListener, Wish } from './medium-turn.ts';
import { startWatcher } from './media/watcher.ts';
import type { Watcher } from './media/watcher.ts';
import { realPathInTime } from './transfer/patience.ts';

export const REGISTRY_KINDS = ['medium.registered', 'medium.lost', 'medium.found', 'medium.retired'] as const;

/** `to`: the inbox. `mountRoots`: absolute; none for the system's own. All paths absolute. */
export type WatchSettings = {
  readonly dataDir: string;
  readonly to: string;
  readonly preset: Preset;
  readonly staff: string | null;
  readonly purpose: string | null;
  /** What else is known of every medium, and who says so. */
  readonly told?: MediumRequest['told'];
  /** Somebody at a kiosk can be asked for what is missing; `headless` where it is left out. */
  readonly facts?: FactsMode;
  readonly guests: Policy['guests'];
  /** Somebody can answer `ask` events. */
  readonly canAsk: boolean;
  readonly mountRoots: readonly string[];
};

/** `refused`: the gate would not begin: the inbox or the engine cannot be used. */
export type WatchListener = TurnListener & { readonly media: (event: MediaEvent) => void };

/** Watches until `stop`; a session under way is then aborted with nothing released. Errors: the ledger's. */
export async function watchMedia(
  gate: Gate,
  settings: WatchSettings,
  listener: WatchListener,
  platform: MediaPlatform = createMediaPlatform(process.platform, settings.mountRoots),
): Promise<Result<Watcher>> {
  const reader = openByKind(settings.dataDir);
  if (!reader.ok) return reader;
  const registry = foldKinds(reader.value, REGISTRY_KINDS, emptyRegistry, applyToRegistry);
  let known = emptyRegistry;

  const { to, preset, staff, purpose, told, facts = 'headless' } = settings;
  const wish: Wish = { to, preset, staff, purpose, facts, ...(told === undefined ? {} : { told }) };

  const watcher = await startWatcher(
    {
      ...platform,
      clock: gate.clinic.clock,
      log: gate.log,
      record: (drafts) => gate.ledger.append(drafts),
      registry() {
        const read = registry.read();
        // A ledger that cannot be read lets no session begin; what was known of lost media still counts.
        if (read.ok) known = read.value;
        return known;
      },
      gate: (ticket) => takeTurn(gate, ticket, wish, listener),
      tell: listener.media,
    },
    {
      guests: settings.guests,
      canAsk: settings.canAsk,
      // Mount points never contain links, so neither may these.
      ownPaths: await Promise.all([settings.to, settings.dataDir].map(realPathInTime)),
      mountRoots: platform.mountRoots,
      mountAfterMs: platform.mountAfterMs,
      eject: true,
      rounds: platform.rounds,
    },
  );
  return ok({
    ...watcher,
    async stop() {
      await watcher.stop();
      reader.value.close();
    },
  });
}
