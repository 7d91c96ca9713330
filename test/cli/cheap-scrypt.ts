/**
 * Loaded ahead of the CLI by the suites that log in dozens of times: scrypt with N = 2 instead of 2^17, whatever is
 * asked for. The hash strings look as ever, so the program runs no path that it would not run otherwise.
 */

import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

type WithOptions = (
  secret: crypto.BinaryLike,
  salt: crypto.BinaryLike,
  length: number,
  options: crypto.ScryptOptions,
  done: (error: Error | null, key: Buffer<ArrayBuffer>) => void,
) => void;

const real: WithOptions = crypto.scrypt;
const cheap: WithOptions = (secret, salt, length, options, done) =>
  real(secret, salt, length, { ...options, N: 2 }, done);

crypto.scrypt = cheap as typeof crypto.scrypt;
syncBuiltinESMExports();
