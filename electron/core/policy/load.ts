/** Reads the policy file: JSON by a strict schema, every fault with its path, and a short hash that names the policy in records. */

import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import canonicalize from 'canonicalize';
import { gateError } from '../../../shared/errors.ts';
import { defaultPolicy, policySchema } from '../../../shared/model/policy.ts';
import type { Policy } from '../../../shared/model/policy.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';

/** `version`: first 16 hex digits of the SHA-256 of the policy's canonical JSON, defaults filled in. */
export type LoadedPolicy = { readonly policy: Policy; readonly version: string };

/** A policy is a page, not a book: more is somebody's mistake or somebody's attack. */
const MAX_POLICY_BYTES = 1024 * 1024;

/** `file` null: the defaults. `policy-unreadable`, or `policy-invalid` with the path of the first fault. */
export function loadPolicy(file: string | null): Result<LoadedPolicy> {
  if (file === null) return ok(namedPolicy(defaultPolicy()));
  let text: string;
  try {
    if (fs.statSync(file).size > MAX_POLICY_BYTES) {
      return err(gateError('policy-invalid', { file, at: '', fault: 'too-large' }));
    }
    text = fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (thrown) {
    return err(gateError('policy-unreadable', { file, errno: String((thrown as { code?: string }).code) }));
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (thrown) {
    return err(gateError('policy-invalid', { file, at: '', fault: (thrown as Error).message }));
  }
  const parsed = policySchema.safeParse(data);
  if (parsed.success) return ok(namedPolicy(parsed.data));
  const issue = parsed.error.issues[0];
  const key = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const at = [...(issue?.path ?? []), ...key].map(String).join('.');
  return err(gateError('policy-invalid', { file, at, fault: issue?.message ?? 'unknown' }));
}

/** A policy that came from elsewhere than a file, with its name for the record. */
export function namedPolicy(policy: Policy): LoadedPolicy {
  const text = canonicalize(policy);
  if (text === undefined) throw new Error('a policy is always an object');
  return { policy, version: createHash('sha256').update(text).digest('hex').slice(0, 16) };
}
