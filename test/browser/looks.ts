/// <reference lib="dom" />
/** What can be seen to be wrong with a page: text cut off, things beside the page, targets too small for a finger. */

import type { Page } from 'playwright-core';

/** Runs in the page; it may use nothing from outside. Each fault names the element by its text. */
function lookInPage(mayScroll: boolean): string[] {
  const faults: string[] = [];
  const root = document.scrollingElement ?? document.documentElement;
  const name = (element: Element) =>
    `<${element.tagName.toLowerCase()}> ${element.textContent.trim().slice(0, 40)}`;
  const shown = (element: Element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1;
  };
  if (root.scrollWidth > root.clientWidth + 1) faults.push(`wider than the page: ${root.scrollWidth} px`);
  if (!mayScroll && root.scrollHeight > root.clientHeight + 1)
    faults.push(`longer than the screen: ${root.scrollHeight} of ${root.clientHeight} px`);
  for (const element of document.querySelectorAll('#root *')) {
    if (!(element instanceof HTMLElement) || !shown(element)) continue;
    const { overflowX, overflowY } = getComputedStyle(element);
    const cut =
      (/hidden|clip/.test(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
      (/hidden|clip/.test(overflowY) && element.scrollHeight > element.clientHeight + 1);
    if (cut && element.textContent.trim() !== '') faults.push(`cut off: ${name(element)}`);
    const box = element.getBoundingClientRect();
    if (box.right > root.clientWidth + 1 || box.left < -1) faults.push(`beside the page: ${name(element)}`);
    const pressed = element.matches('button, summary, input');
    if (pressed && (box.height < 47.5 || box.width < 47.5))
      faults.push(`too small: ${name(element)} ${Math.round(box.width)}×${Math.round(box.height)}`);
    // Words that run over the edge of their own button.
    if (element.matches('button') && element.scrollWidth > element.clientWidth + 1)
      faults.push(`runs over: ${name(element)}`);
  }
  return faults;
}

export const look = (page: Page, { mayScroll }: { readonly mayScroll: boolean }): Promise<string[]> =>
  page.evaluate(lookInPage, mayScroll);

/** Runs in the page: what can be read or heard, each piece by itself. */
function readInPage(): string[] {
  const said: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    said.push((node.textContent ?? '').trim());
  }
  for (const element of document.querySelectorAll(
    '[aria-label], [title], [alt], [placeholder], [aria-valuetext]',
  )) {
    // A name that nobody hears: a part that is hidden from screen readers brought it along.
    const unheard = element.closest('[aria-hidden="true"]') !== null;
    for (const attribute of ['aria-label', 'title', 'alt', 'placeholder', 'aria-valuetext']) {
      if (unheard && attribute.startsWith('aria-')) continue;
      said.push(element.getAttribute(attribute)?.trim() ?? '');
    }
  }
  return said.filter((text) => text !== '');
}

export const readAll = (page: Page): Promise<string[]> => page.evaluate(readInPage);
