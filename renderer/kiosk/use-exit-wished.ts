/** Somebody chose "quit" in the desktop's tray: it asks for this window's own exit by its address, `#/kiosk/exit`. */

import { useEffect } from 'react';
import { readAddress } from '../bridge/address.ts';

/** `wished` must stay the same function. The wish is taken out of the address again, so that it can be made anew. */
export function useExitWished(wished: () => void): void {
  useEffect(() => {
    const look = () => {
      const { hash } = window.location;
      if (readAddress(hash).page !== 'exit') return;
      window.history.replaceState(null, '', hash.replace('/kiosk/exit', '/kiosk'));
      wished();
    };
    look();
    window.addEventListener('hashchange', look);
    return () => window.removeEventListener('hashchange', look);
  }, [wished]);
}
