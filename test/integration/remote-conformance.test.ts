import { connectRemoteEngine } from '../../electron/core/scan/remote-engine.ts';
import { scannerConformance } from '../conformance/scanner.ts';
import { machineClock } from '../scan/clocks.ts';
import { endAfterAll, log, temporaryFolder } from '../scan/engine-set-up.ts';
import { requireForAll } from '../scan/requirements.ts';
import { scanServer } from '../scan/scan-server.ts';

requireForAll('clamav');
endAfterAll();

scannerConformance('a clamd over TCP', async () => {
  const port = await scanServer();
  const settings = { dataDir: temporaryFolder(), host: '127.0.0.1', port, tunnelled: false, practice: true };
  const engine = await connectRemoteEngine(settings, { clock: machineClock, log });
  if (!engine.ok) throw new Error(JSON.stringify(engine.error));
  return engine.value;
});
