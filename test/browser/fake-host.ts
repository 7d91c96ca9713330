/// <reference lib="dom" />
/**
 * Stands in the page in place of the desktop's preload: tells recorded snapshots and answers calls from a list. Only for
 * pictures and for what needs no gate; the real host is driven by a suite of its own.
 */

import type { Page } from 'playwright-core';
import type { CallValue, MethodName } from '../../shared/contract.ts';
import type { Snapshot } from '../../shared/contract/snapshot.ts';
import type { GateError } from '../../shared/errors.ts';

export type Answers = { readonly [M in MethodName]?: CallValue<M> };
type Called = { readonly method: string; readonly input: unknown };

type InPage = {
  sekisho?: unknown;
  fake: {
    snapshot: Snapshot;
    answers: Record<string, unknown>;
    failures: Record<string, GateError | undefined>;
    called: Called[];
    listeners: Record<string, ((payload: unknown) => void)[]>;
    violations: string[];
    printed: number;
  };
};

/** Runs in the page before anything else; it may use nothing from outside. */
function install([snapshot, answers]: [Snapshot, Record<string, unknown>]): void {
  const page = globalThis as unknown as InPage;
  page.fake = { snapshot, answers, failures: {}, called: [], listeners: {}, violations: [], printed: 0 };
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    page.fake.violations.push(`${violatedDirective} ${blockedURI}`);
  });
  window.print = () => void (page.fake.printed += 1);
  page.sekisho = {
    call: (method: string, input: unknown) => {
      const { fake } = page;
      const error = fake.failures[method];
      if (method === 'snapshot.read' && error === undefined)
        return Promise.resolve({ ok: true, value: fake.snapshot });
      fake.called.push({ method, input });
      return Promise.resolve(
        error === undefined ? { ok: true, value: fake.answers[method] ?? null } : { ok: false, error },
      );
    },
    on: (event: string, listener: (payload: unknown) => void) => {
      (page.fake.listeners[event] ??= []).push(listener);
      return () => {
        page.fake.listeners[event] = (page.fake.listeners[event] ?? []).filter((one) => one !== listener);
      };
    },
  };
}

export const installFakeHost = (page: Page, snapshot: Snapshot, answers: Answers): Promise<unknown> =>
  page.addInitScript(install, [snapshot, answers as Record<string, unknown>] as [
    Snapshot,
    Record<string, unknown>,
  ]);

/** Tells the page a newer snapshot, whatever its number was when it was recorded. */
export async function tell(page: Page, snapshot: Snapshot): Promise<void> {
  await page.evaluate((next) => {
    const { fake } = globalThis as unknown as InPage;
    fake.snapshot = { ...next, seq: fake.snapshot.seq + 1 };
    for (const listener of fake.listeners['snapshot'] ?? []) listener(fake.snapshot);
  }, snapshot);
}

/** What the next calls of these methods answer. */
export async function answerAll(page: Page, answers: Answers): Promise<void> {
  await page.evaluate(
    (all: Record<string, unknown>) => {
      const { fake } = globalThis as unknown as InPage;
      for (const [name, what] of Object.entries(all)) {
        fake.answers[name] = what;
        fake.failures[name] = undefined;
      }
    },
    answers as Record<string, unknown>,
  );
}

export const answer = <M extends MethodName>(page: Page, method: M, value: CallValue<M>): Promise<void> =>
  answerAll(page, { [method]: value });

export async function fail(page: Page, method: MethodName, error: GateError): Promise<void> {
  await page.evaluate(([name, why]) => void ((globalThis as unknown as InPage).fake.failures[name] = why), [
    method,
    error,
  ] as [string, GateError]);
}

/** From the next time on that the page is loaded. */
export const failFromTheBeginning = (page: Page, method: MethodName, error: GateError): Promise<unknown> =>
  page.addInitScript(([name, why]) => void ((globalThis as unknown as InPage).fake.failures[name] = why), [
    method,
    error,
  ] as [string, GateError]);

/** The calls since the last time this was asked, without those that only look. */
export const takeCalls = (page: Page): Promise<readonly Called[]> =>
  page.evaluate(() => {
    const { fake } = globalThis as unknown as InPage;
    return fake.called
      .splice(0)
      .filter(({ method }) => !['kiosk.who', 'people.choose', 'snapshot.read'].includes(method));
  });

export const violations = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => (globalThis as unknown as InPage).fake.violations);
export const printed = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as InPage).fake.printed);
