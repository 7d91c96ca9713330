/** The built windows as files, each answer with the policy that lets them do no more than the contract. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import sirv from 'sirv';

/** What the renderer's build keeps to (renderer/README.md); `data:` is the QR code that a receipt draws itself. */
export const HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

export type Pages = (request: IncomingMessage, response: ServerResponse, otherwise: () => void) => void;

/** `folder`: of the built renderer, absolute. Read anew at each request: a build beside it shows at once. */
export const servePages = (folder: string): Pages =>
  sirv(folder, { dev: true, etag: false, extensions: ['html'], dotfiles: false });
