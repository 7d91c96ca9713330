/**
 * A project to be packed and a stand-in for Electron's runtime, which cannot be downloaded everywhere: electron-builder
 * itself packs them, so that what is looked at is what it makes and not what its patterns seem to say.
 */

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SENTINEL } from './fuse-wire.ts';
import { ROOT } from '../house/tree.ts';

type Lock = { readonly packages: Readonly<Record<string, { readonly dev?: boolean }>> };

export type Packing = {
  readonly project: string;
  readonly unpacked: string;
  put(file: string, text?: string): void;
  pack(more?: object): { readonly status: number | null; readonly said: string };
  /** Path in the archive → whether it lies beside it. Files only. */
  archive(): ReadonlyMap<string, boolean>;
  remove(): void;
};

export function layOut(): Packing {
  fs.mkdirSync(path.join(ROOT, 'tmp'), { recursive: true });
  const base = fs.mkdtempSync(path.join(ROOT, 'tmp', 'pack-'));
  const project = path.join(base, 'project');
  const unpacked = path.join(project, 'dist', 'linux-unpacked');
  const put = (file: string, text = 'decoy'): void => {
    const at = path.join(project, file);
    fs.mkdirSync(path.dirname(at), { recursive: true });
    fs.writeFileSync(at, text);
  };
  for (const name of ['package.json', 'package-lock.json', 'electron-builder.yml', 'LICENSE'])
    put(name, fs.readFileSync(path.join(ROOT, name), 'utf8'));
  for (const name of ['scripts/package', 'electron/hosts/desktop/icons'])
    fs.cpSync(path.join(ROOT, name), path.join(project, name), { recursive: true });
  const lock = JSON.parse(fs.readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as Lock;
  for (const [folder, { dev = false }] of Object.entries(lock.packages)) {
    const from = path.join(ROOT, folder);
    if (folder !== '' && !dev && fs.existsSync(from)) linkTree(from, path.join(project, folder));
  }
  put('node_modules/node/bin/node', 'stand-in for Node');
  standIn(path.join(base, 'electron'));
  return {
    project,
    unpacked,
    put,
    pack(more = {}) {
      const runner = fileURLToPath(new URL('./pack-here.ts', import.meta.url));
      const ran = spawnSync(
        process.execPath,
        [runner, project, path.join(base, 'electron'), JSON.stringify(more)],
        { cwd: project, encoding: 'utf8' },
      );
      return { status: ran.status, said: `${ran.stdout}\n${ran.stderr}` };
    },
    archive: () => readArchive(path.join(unpacked, 'resources', 'app.asar')),
    remove: () => fs.rmSync(base, { recursive: true, force: true }),
  };
}

/** Hard links: the packages as they are, without their weight. Nested packages have their own line in the lock file. */
function linkTree(from: string, to: string): void {
  fs.mkdirSync(to, { recursive: true });
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory() && entry.name !== 'node_modules') linkTree(source, target);
    else if (entry.isFile()) fs.linkSync(source, target);
  }
}

/** Fuses as an Electron comes: everything allowed, nothing checked. */
function standIn(folder: string): void {
  fs.mkdirSync(path.join(folder, 'locales'), { recursive: true });
  for (const language of ['ja', 'en-US', 'de', 'fr'])
    fs.writeFileSync(path.join(folder, 'locales', `${language}.pak`), '');
  fs.writeFileSync(path.join(folder, 'version'), '45.4.1');
  const wire = Buffer.concat([SENTINEL, Buffer.from([1, 8]), Buffer.from('10110001')]);
  fs.writeFileSync(path.join(folder, 'electron'), Buffer.concat([Buffer.alloc(64), wire, Buffer.alloc(64)]), {
    mode: 0o755,
  });
}

type Node = { readonly files?: Readonly<Record<string, Node>>; readonly unpacked?: boolean };

/** The archive begins with its list: three lengths, the length of the JSON, the JSON. */
function readArchive(file: string): ReadonlyMap<string, boolean> {
  const bytes = fs.readFileSync(file);
  const list = new Map<string, boolean>();
  const visit = (node: Node, at: string): void => {
    for (const [name, child] of Object.entries(node.files ?? {})) {
      const place = at === '' ? name : `${at}/${name}`;
      if (child.files === undefined) list.set(place, child.unpacked === true);
      else visit(child, place);
    }
  };
  visit(JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12))) as Node, '');
  return list;
}
