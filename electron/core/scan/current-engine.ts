/**
 * Hands out engines whose definitions were looked at today: a gate that stays open for weeks must not go on with what was
 * fresh when it opened. A new start examines them anew, and tells their age as it is or closes the gate.
 */

import type { Result } from '../../../shared/result.ts';
import type { Clock } from '../ports.ts';
import { hasAged } from './definitions/state.ts';
import type { Engine } from './launch.ts';
import { superviseEngine } from './supervisor.ts';
import type { Supervisor, SupervisorPorts } from './supervisor.ts';

export type CurrentEngine = {
  readonly supervisor: Supervisor;
  /**
   * As `Supervisor.acquire`, with definitions of today. `idle` settles when no scan is under way and none will begin
   * before this answers; it is asked for only when the engine has to be started anew.
   */
  acquire(idle: () => Promise<unknown>): Promise<Result<Engine>>;
};

export function keepEngineCurrent(ports: SupervisorPorts & { readonly clock: Clock }): CurrentEngine {
  const examined = new WeakMap<Engine, number>();
  const supervisor = superviseEngine({
    ...ports,
    async start() {
      const at = ports.clock.now();
      const started = await ports.start();
      if (started.ok) examined.set(started.value, at);
      return started;
    },
  });

  const isOfToday = (engine: Engine): boolean => {
    const { builtAt } = engine.identity;
    const at = examined.get(engine);
    return builtAt === null || (at !== undefined && !hasAged(Date.parse(builtAt), at, ports.clock.now()));
  };

  return {
    supervisor,
    async acquire(idle) {
      const acquired = await supervisor.acquire();
      if (acquired.ok) {
        if (isOfToday(acquired.value)) return acquired;
        await idle();
        await supervisor.reload();
      } else {
        // Newer definitions may lie there by now, or an administrator has allowed these.
        if (!acquired.error.code.startsWith('definitions-')) return acquired;
        supervisor.retry();
      }
      return supervisor.acquire();
    },
  };
}
