/** Calls back once nobody has touched screen, keys or mouse for a while. */

import { useEffect } from 'react';

const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;

export function useIdle(ms: number, onIdle: () => void, active: boolean): void {
  useEffect(() => {
    if (!active) return;
    let timer = setTimeout(onIdle, ms);
    const touched = () => {
      clearTimeout(timer);
      timer = setTimeout(onIdle, ms);
    };
    SIGNS.forEach((sign) => addEventListener(sign, touched, { passive: true }));
    return () => {
      clearTimeout(timer);
      SIGNS.forEach((sign) => removeEventListener(sign, touched));
    };
  }, [ms, onIdle, active]);
}
