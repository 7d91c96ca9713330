/** A whole desk over a real ledger and a real engine, with folders for media, and windows that speak through dispatch. */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Connection } from '../../electron/core/desk/connection.ts';
import { openDesk, type Desk } from '../../electron/core/desk/desk.ts';
import type { DeskSettings, Finished, HostPorts } from '../../electron/core/desk/ports.ts';
import { createDispatch } from '../../electron/hosts/dispatch.ts';
import { createFolderMedia } from '../../electron/hosts/web/folder-media.ts';
import type { CallArgs, CallResult, CallValue, EventName, MethodName } from '../../shared/contract.ts';
import type { WindowKind } from '../../shared/contract/method.ts';
import type { Snapshot } from '../../shared/contract/snapshot.ts';
import { ok } from '../../shared/result.ts';
import { cheapHasher, PASSPHRASE, PIN } from '../people/clinic.ts';
import { writePracticeDefinitions } from '../scan/practice-definitions.ts';

export { PASSPHRASE, PIN };

export type Seat = {
  readonly connection: Connection;
  readonly heard: { readonly event: EventName; readonly payload: unknown }[];
  call<M extends MethodName>(method: M, input: CallArgs<M>): Promise<CallResult<M>>;
  /** What comes back where it has to succeed. */
  get<M extends MethodName>(method: M, input: CallArgs<M>): Promise<CallValue<M>>;
  /** The error's code; `ok` where there was none. */
  code<M extends MethodName>(method: M, input: CallArgs<M>): Promise<string>;
};

/** What the person at the screen will answer, and what they were given. */
export type Person = {
  folder: string | null;
  text: string | null;
  readonly given: Finished[];
  left: number;
  opened: number;
  quits: number;
};

export type DeskAtWork = {
  readonly desk: Desk;
  readonly base: string;
  readonly data: string;
  readonly inbox: string;
  readonly media: string;
  readonly person: Person;
  readonly called: Set<MethodName>;
  seat(window: WindowKind): Seat;
  snapshot(): Promise<Snapshot>;
  until(what: (snapshot: Snapshot) => boolean): Promise<Snapshot>;
  /** A folder that appears all at once, as a stick does. */
  insert(name: string, files: Readonly<Record<string, string | Buffer>>): string;
  close(): Promise<void>;
};

export function deskAtWork(more: Partial<DeskSettings> = {}): DeskAtWork {
  const base = fs.mkdtempSync(path.join(os.tmpdir(), 'sekisho-desk-'));
  const at = (name: string): string => path.join(base, name);
  for (const name of ['inbox', 'media']) fs.mkdirSync(at(name));
  writePracticeDefinitions(at('definitions'));
  const person: Person = { folder: null, text: null, given: [], left: 0, opened: 0, quits: 0 };
  const host: HostPorts = {
    kind: 'web',
    chooseFolder: () => Promise.resolve(person.folder),
    openText: () => Promise.resolve(person.text),
    deliver(_connection, file) {
      person.given.push(file);
      return Promise.resolve(ok({ way: 'saved' as const, name: file.name }));
    },
    leaveKiosk: () => (person.left += 1),
    openAdmin: () => (person.opened += 1),
    quit: () => (person.quits += 1),
    insertSample: () => Promise.resolve(ok(null)),
  };
  const desk = openDesk(
    {
      dataDir: at('data'),
      app: 'sekisho test',
      practice: true,
      definitionsDir: at('definitions'),
      to: at('inbox'),
      mountRoots: [],
      platform: createFolderMedia(at('media')),
      hasher: cheapHasher,
      ...more,
    },
    host,
  );
  const dispatch = createDispatch(desk);
  const called = new Set<MethodName>();

  function seat(window: WindowKind): Seat {
    const connection = desk.connect(window);
    const heard: Seat['heard'] = [];
    desk.listen(connection, (event, payload) => heard.push({ event, payload }));
    const call = async <M extends MethodName>(method: M, input: CallArgs<M>): Promise<CallResult<M>> => {
      called.add(method);
      return (await dispatch(connection, method, input)) as CallResult<M>;
    };
    return {
      connection,
      heard,
      call,
      async get(method, input) {
        const answer = await call(method, input);
        if (!answer.ok) throw new Error(`${method}: ${JSON.stringify(answer.error)}`);
        return answer.value as never;
      },
      async code(method, input) {
        const answer = await call(method, input);
        return answer.ok ? 'ok' : answer.error.code;
      },
    };
  }
  const watching = seat('kiosk');
  const snapshot = (): Promise<Snapshot> => watching.get('snapshot.read', {});

  let closed = false;
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    await desk.close();
    fs.rmSync(base, { recursive: true, force: true });
  };
  onTestFinished(close);

  return {
    ...{ desk, base, person, called, seat, snapshot, close },
    data: at('data'),
    inbox: at('inbox'),
    media: at('media'),
    async until(what) {
      await expect.poll(async () => what(await snapshot()), { timeout: 45_000, interval: 20 }).toBe(true);
      return snapshot();
    },
    insert(name, files) {
      const aside = path.join(at('media'), `.${name}`);
      for (const [file, content] of Object.entries(files)) {
        fs.mkdirSync(path.dirname(path.join(aside, file)), { recursive: true });
        fs.writeFileSync(path.join(aside, file), content);
      }
      fs.renameSync(aside, path.join(at('media'), name));
      return path.join(at('media'), name);
    },
  };
}

export const ADMINISTRATOR = { identifier: 'tanaka', secret: PASSPHRASE };
export const STAFF = { identifier: 'sato', secret: PIN };

/** The first administrator, logged in at a window of their own. */
export async function founded({ seat }: Pick<DeskAtWork, 'seat'>): Promise<Seat> {
  const admin = seat('admin');
  await admin.get('setup.found', { id: 'tanaka', name: '田中 院長', secret: PASSPHRASE });
  await admin.get('login', ADMINISTRATOR);
  return admin;
}

/** A person with a secret of their own, who chose it at a window. */
export async function joined(
  { seat }: Pick<DeskAtWork, 'seat'>,
  admin: Seat,
  id: string,
  role: 'staff' | 'administrator' | 'auditor',
): Promise<{ readonly identifier: string; readonly secret: string }> {
  const [first, own] =
    role === 'staff' ? ['739164', PIN] : ['a first one, to be changed', `${PASSPHRASE}, ${id}`];
  await admin.get('people.add', { id, name: `name of ${id}`, role, secret: first });
  const window = seat('admin');
  await window.get('login', { identifier: id, secret: first });
  await window.get('own.secret', { current: first, next: own });
  await window.get('logout', {});
  return { identifier: id, secret: own };
}
