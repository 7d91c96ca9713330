/** `sekisho media register | describe`: which stick it is, and what only the clinic can know about it. */

import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { gateError } from '../../../shared/errors.ts';
import { MEDIUM_TYPES, OWNERS } from '../../../shared/model/evidence.ts';
import type { MediumDetails } from '../../../shared/model/evidence.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import type { MediumKey } from '../../core/media/registry.ts';
import { acting, ACTING } from './acting.ts';
import { parse, usage } from './args.ts';
import type { Io } from './io.ts';
import { sayMedium } from './media-said.ts';
import type { Act } from './subcommand.ts';

const DETAILS = {
  type: 'text',
  'product-name': 'text',
  bytes: 'text',
  encrypted: 'flag',
  owner: 'text',
  storage: 'text',
} as const;

type DetailOptions = {
  readonly [N in keyof typeof DETAILS]: (typeof DETAILS)[N] extends 'flag' ? boolean : string | null;
};

function readDetails(options: DetailOptions): Result<MediumDetails> {
  const type = MEDIUM_TYPES.find((one) => one === (options.type ?? 'usb'));
  if (type === undefined) return err(usage(`--type: one of ${MEDIUM_TYPES.join(', ')}`));
  const owner = OWNERS.find((one) => one === (options.owner ?? 'clinic'));
  if (owner === undefined) return err(usage(`--owner: one of ${OWNERS.join(', ')}`));
  const { bytes, storage, encrypted } = options;
  if (storage === null) return err(usage('--storage TEXT is missing: where is it kept?'));
  if (bytes !== null && !/^[1-9]\d{0,15}$/.test(bytes)) return err(usage('--bytes: a whole number'));
  return ok({
    ...{ type, owner, storage, encrypted },
    product: options['product-name'] ?? '',
    bytes: bytes === null ? null : Number(bytes),
  });
}

export const register: Act = (args, io) => {
  const kinds = {
    ...ACTING,
    ...DETAILS,
    name: 'text',
    vendor: 'text',
    product: 'text',
    serial: 'text',
    mark: 'text',
  } as const;
  const parsed = parse(args, kinds, 1);
  if (!parsed.ok) return parsed;
  const [id] = parsed.value.rest;
  const { options } = parsed.value;
  if (id === undefined) return err(usage('media register ID: which number stands on its label?'));
  const key = readKey(io, options);
  if (!key.ok) return key;
  const details = readDetails(options);
  if (!details.ok) return details;
  return acting(io, options, ({ clinic, actor }) => {
    const input = { id, name: options.name ?? id, key: key.value, details: details.value };
    const done = clinic.media.register(actor, input);
    return done.ok ? sayMedium(io, options, 'medium-registered', id) : done;
  });
};

export const describe: Act = (args, io) => {
  const parsed = parse(args, { ...ACTING, ...DETAILS } as const, 1);
  if (!parsed.ok) return parsed;
  const [medium] = parsed.value.rest;
  const { options } = parsed.value;
  if (medium === undefined) return err(usage('media describe ID: which medium?'));
  const details = readDetails(options);
  if (!details.ok) return details;
  return acting(io, options, ({ clinic, actor }) => {
    const done = clinic.media.describe(actor, { medium, details: details.value });
    return done.ok ? sayMedium(io, options, 'medium-described', medium) : done;
  });
};

const HEX4 = /^[0-9a-f]{4}$/;
/** A mark file is a line or two; reading more would only be a mistake. */
const MARK_MAX_BYTES = 64 * 1024;

function readKey(
  io: Io,
  given: Readonly<Record<'vendor' | 'product' | 'serial' | 'mark', string | null>>,
): Result<MediumKey> {
  const { mark, serial } = given;
  if (mark !== null) {
    const file = io.resolve(mark);
    const stat = fs.lstatSync(file, { throwIfNoEntry: false });
    if (stat?.isFile() !== true || stat.size > MARK_MAX_BYTES) return err(gateError('not-found', { file }));
    return ok({ type: 'mark', sha256: createHash('sha256').update(fs.readFileSync(file)).digest('hex') });
  }
  const vendorId = given.vendor?.toLowerCase() ?? '';
  const productId = given.product?.toLowerCase() ?? '';
  if (serial === null || !HEX4.test(vendorId) || !HEX4.test(productId)) {
    return err(usage('--vendor HHHH --product HHHH --serial TEXT, or --mark FILE'));
  }
  return ok({ type: 'serial', vendorId, productId, serial });
}
