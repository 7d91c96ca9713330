/// <reference lib="dom" />
/** What can be seen to be wrong with a page of the administrator's window, where tables may scroll inside of themselves. */

import type { Page } from 'playwright-core';

/** Runs in the page; it may use nothing from outside. */
function lookInPage(): string[] {
  const faults: string[] = [];
  const root = document.documentElement;
  const name = (element: HTMLElement) =>
    `<${element.tagName.toLowerCase()}> ${element.innerText.trim().slice(0, 40)}`;
  /** Inside of what scrolls, being beyond the edge is how it should be. */
  const scrolls = (element: Element | null): boolean => {
    for (let at = element?.parentElement ?? null; at !== null; at = at.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(at);
      if (/auto|scroll/.test(overflowX) && at.scrollWidth > at.clientWidth) return true;
      if (/auto|scroll/.test(overflowY) && at.scrollHeight > at.clientHeight) return true;
    }
    return false;
  };
  if (root.scrollWidth > root.clientWidth + 1) faults.push(`wider than the page: ${root.scrollWidth} px`);
  for (const element of document.querySelectorAll('body *')) {
    if (!(element instanceof HTMLElement)) continue;
    const box = element.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) continue;
    const style = getComputedStyle(element);
    const cutAcross = /hidden|clip/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    const cutDown = /hidden|clip/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
    // The list's rows are all of one height: what does not fit ends in an ellipsis and is whole in the story beside it.
    const ellipsis = style.textOverflow === 'ellipsis' && !cutDown;
    if ((cutAcross || cutDown) && !ellipsis && element.innerText.trim() !== '')
      faults.push(`cut off: ${name(element)}`);
    if (scrolls(element)) continue;
    if (style.position !== 'absolute' && (box.right > root.clientWidth + 1 || box.left < -1))
      faults.push(`beside the page: ${name(element)}`);
    if (element.matches('button') && element.scrollWidth > element.clientWidth + 1)
      faults.push(`runs over: ${name(element)}`);
    if (element.matches('button, summary') && box.height < 23.5) faults.push(`too small: ${name(element)}`);
  }
  return faults;
}

export const lookAdmin = (page: Page): Promise<string[]> => page.evaluate(lookInPage);
