/** `npm run fetch-clamav`: ClamAV's official archive for Windows, exactly as pinned, for the Windows package. */

import pinData from './package/clamav-windows.json' with { type: 'json' };
import { fetchClamav } from './package/fetch-clamav.ts';
import { CLAMAV_FOLDER } from './package/folders.ts';
import { readPin } from './package/pin.ts';

const pin = readPin(pinData);
if (!pin.ok) {
  console.error(
    `ClamAV ${pinData.version} for Windows is not pinned yet: fetch ${pinData.url}, check its signature (${pinData.signature}), ` +
      'and write its size and SHA-256 into scripts/package/clamav-windows.json.',
  );
  process.exitCode = 1;
} else {
  try {
    const names = await fetchClamav(pin.value, CLAMAV_FOLDER, (url, signal) => fetch(url, { signal }));
    console.log(`ClamAV ${pin.value.version}: ${names.length} files, exactly as pinned`);
  } catch (thrown) {
    console.error(thrown instanceof Error ? thrown.message : String(thrown));
    process.exitCode = 1;
  }
}
