/** A QR code drawn as one path: an image of its own would need a data: address, which the CSP refuses. */

import { create } from 'qrcode';
import styles from './qr.module.css';

/** Light modules around the code that the standard asks for. */
const QUIET = 4;

export function qrPath(text: string): { readonly size: number; readonly path: string } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  let path = '';
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column) !== 0) path += `M${column + QUIET} ${row + QUIET}h1v1h-1z`;
    }
  }
  return { size: modules.size + 2 * QUIET, path };
}

export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, path } = qrPath(text);
  return (
    <svg className={styles['qr']} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect className={styles['ground']} width={size} height={size} />
      <path className={styles['dark']} d={path} shapeRendering="crispEdges" />
    </svg>
  );
}
