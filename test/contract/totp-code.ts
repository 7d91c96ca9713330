/** What an authenticator app would show for a secret that it was given. */

import { Secret, TOTP } from 'otpauth';

/** `ahead`: so many periods from now; a code counts once, and one of the next period is still taken. */
export const codeNow = (secret: string, ahead = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + ahead * 30_000 });
