/**
 * How a browser speaks with the web host: the names that both ends use. A page gets its token in the fragment of its
 * address (`/#/kiosk?token=…`), where no request carries it, and sends it as a header from then on.
 *
 *   POST connect {}                → { connection }                one per page; a login lives in it
 *   POST call {method, input}      → Result, as JSON               with TOKEN_HEADER and CONNECTION_HEADER
 *   GET  events                    → text/event-stream             the same headers; `event:` name, `data:` JSON
 *   GET  a Delivery's address      → the file, once
 */

export const WIRE = {
  token: 'x-sekisho-token',
  connection: 'x-sekisho-connection',
  connect: '/api/connect',
  call: '/api/call',
  events: '/api/events',
} as const;
