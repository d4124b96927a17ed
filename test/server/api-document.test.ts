import { expect, test } from 'vitest';
import { z } from 'zod';
import type { auditDocument } from '../../scripts/audit-document.ts';
import type { PreviewDocument as PreviewOfScripts } from '../../scripts/preview-document.ts';
import type { RehearsalView } from '../../scripts/rehearsal-view.ts';
import type { reportDocument } from '../../scripts/report/read-report.ts';
import type { AuditDocument } from '../../server/answers/audit.answer.ts';
import { described, type IsSame } from '../../server/answers/described.ts';
import type { PreviewDocument } from '../../server/answers/preview.answer.ts';
import type { RehearsalDocument } from '../../server/answers/rehearsal.answer.ts';
import type { ReportDocument } from '../../server/answers/report.answer.ts';
import { apiTags } from '../../server/api-description.ts';
import { recordedRoutes } from './route-access.ts';
import { serve, serving } from './serve.ts';

serving();

type Audited<Document extends { readonly accounts: readonly object[] }> = Document['accounts'][number];

interface Operation {
  readonly tags: readonly string[];
  readonly summary: string;
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: object }>>;
  readonly security: readonly object[];
}

interface ApiDocument {
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

async function documented() {
  const webhookSecret = 'a secret of at least 32 characters';
  const { result, routes } = await recordedRoutes(() => serve('owner', { webhookSecret }));
  const { json } = await result.ask('GET', '/api/openapi.json');
  return { document: json as ApiDocument, routes };
}

test('every route tells what it answers, how it refuses, and what proves who asks', async () => {
  const { document, routes } = await documented();
  const own = routes.filter(
    ({ method, url }) => method !== 'HEAD' && /^\/api\/(?!docs|openapi\.json)/.test(url) && !url.includes('*'),
  );
  expect(own.length).toBeGreaterThan(40);
  for (const { method, url, access } of own) {
    const operation = document.paths[url.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
    const name = `${method} ${url}`;
    expect(operation, name).toBeDefined();
    const { tags, summary, responses, security } = operation!;
    expect(
      apiTags.map((tag) => tag.name),
      name,
    ).toContain(tags[0]);
    expect(summary.length, name).toBeGreaterThan(5);
    const [status, success] = Object.entries(responses).find(([one]) => one.startsWith('2')) ?? [];
    expect(success?.description, name).not.toMatch(/Default/);
    expect(Object.keys(success?.content ?? {}), name).toHaveLength(status === '204' ? 0 : 1);
    expect(Object.keys(responses), name).toEqual(expect.arrayContaining(['403', '429', '503']));
    if (access !== 'anybody') expect(Object.keys(responses), name).toContain('401');
    if (access !== 'anybody') expect(security, name).not.toEqual([]);
  }
});

test('answers are made of named parts; none of them has a place for a secret', async () => {
  const { document } = await documented();
  const names = Object.keys(document.components.schemas);
  expect(names).toEqual(expect.arrayContaining(['Account', 'Decision', 'Trade', 'Report', 'Error']));
  expect(names.filter((name) => name.endsWith('Input'))).toEqual([]);
  const text = JSON.stringify(document.components.schemas);
  expect(text).not.toMatch(/"(apiKey|apiSecret|password|passwordHash|webhookSecret|sessionToken)":/);
  expect(text).not.toContain(`${Number.MAX_SAFE_INTEGER}`);
  for (const path of JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g))
    expect(names).toContain(path[1]);
});

test('a schema that is not its type’s does not compile', () => {
  const text = z.strictObject({ x: z.string() });
  // @ts-expect-error a field that may be left out
  described<{ readonly x: string; readonly y?: number }>()('Test1', text);
  // @ts-expect-error a value more
  described<{ readonly x: 'a' | 'b' }>()('Test2', z.strictObject({ x: z.enum(['a']) }));
  // @ts-expect-error a field less
  described<object>()('Test3', text);
  // @ts-expect-error null, deep inside
  described<{ readonly l: readonly { readonly x: string | null }[] }>()('Test4', z.strictObject({ l: z.array(text) }));
  const right = described<{ readonly x: string }>()('Test5', text);
  expect(right.safeParse({ x: 'a', y: 1 }).success).toBe(false);
});

test('documents that the command line prints too are the same here', () => {
  const preview: IsSame<PreviewOfScripts, PreviewDocument> = true;
  const rehearsal: IsSame<RehearsalView, RehearsalDocument> = true;
  const report: IsSame<ReturnType<typeof reportDocument>, Omit<ReportDocument, 'csv' | 'notes'>> = true;
  const audit: IsSame<keyof Audited<ReturnType<typeof auditDocument>>, keyof Audited<AuditDocument>> = true;
  expect([preview, rehearsal, report, audit]).toEqual([true, true, true, true]);
});
