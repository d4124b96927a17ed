import axe, { type AxeResults } from 'axe-core';
import type { Locator, Page } from 'playwright-core';

/** What keeps people from using the page as it stands, one line each; by axe, of the kinds serious and critical. */
export async function barriersOn(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, any }) => `${id} (${help}): ${html.slice(0, 160)} ${any[0]?.message ?? ''}`),
    );
}

/** By how many pixels the page is wider than its window. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** What is used here of an element: the tests know no types of the page. */
interface PageElement {
  readonly ownerDocument: { readonly activeElement: unknown };
  contains(other: unknown): boolean;
}

export const hasFocus = (locator: Locator): Promise<boolean> =>
  locator.evaluate((node) => node === (node as unknown as PageElement).ownerDocument.activeElement);

export const holdsFocus = (locator: Locator): Promise<boolean> =>
  locator.evaluate((node) => {
    const element = node as unknown as PageElement;
    return element.contains(element.ownerDocument.activeElement);
  });

/** What a screen reader calls the element that the keyboard is at. */
export const focusedName = (page: Page): Promise<string> =>
  page.evaluate<string>(
    '(({ ariaLabel, textContent }) => (ariaLabel ?? textContent ?? "").trim())(document.activeElement)',
  );
