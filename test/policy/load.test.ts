import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadPolicy } from '../../electron/core/policy/load.ts';

let folder: string;
beforeEach(() => void (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'policy-'))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

function load(text: string) {
  const file = path.join(folder, 'policy.json');
  fs.writeFileSync(file, text);
  return loadPolicy(file);
}

describe('loadPolicy', () => {
  it('fills in defaults: one infected file holds back the medium', () => {
    const loaded = loadPolicy(null);
    expect(loaded).toMatchObject({ ok: true, value: { policy: { onInfected: 'medium' } } });
  });

  it('names the same policy the same, however it is written', () => {
    const first = load('{"onInfected":"file","limits":{"maxDepth":5,"maxFiles":10}}');
    const second = load('\uFEFF{ "limits": {"maxFiles":10, "maxDepth":5}, "onInfected":"file" }');
    expect(first).toEqual(second);
    expect(first).not.toEqual(loadPolicy(null));
  });

  it.each([
    ['{"onInfectd":"file"}', 'onInfectd'],
    ['{"limits":{"maxFiles":0}}', 'limits.maxFiles'],
    ['{"limits":{"maxFiles":1.5}}', 'limits.maxFiles'],
    ['{"limits":{"maxFileBytes":3000000000}}', 'limits.maxFileBytes'],
    ['{"staging":{"maxBytes":"1GB"}}', 'staging.maxBytes'],
    ['{"staging":{"max":1}}', 'staging.max'],
    ['{"onInfected":"none"}', 'onInfected'],
    ['[]', ''],
    ['null', ''],
    ['{', ''],
    ['', ''],
  ])('refuses %s and says where', (text, at) => {
    expect(load(text)).toMatchObject({ ok: false, error: { code: 'policy-invalid', params: { at } } });
  });

  it('says when there is no such file', () => {
    const loaded = loadPolicy(path.join(folder, 'none.json'));
    expect(loaded).toMatchObject({
      ok: false,
      error: { code: 'policy-unreadable', params: { errno: 'ENOENT' } },
    });
  });
});
