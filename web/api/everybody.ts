import { useQuery } from '@tanstack/react-query';
import { useAccountChange } from './accounts.ts';
import { get, pathOf, queryText, send } from './client.ts';
import { queryKeys } from './query-keys.ts';
import type {
  CopyingView,
  GlobalLimits,
  GlobalLimitsSource,
  GlobalView,
  ReportDocument,
  ReportRange,
  TradingState,
} from './types.ts';

export const useSetCopying = () => useAccountChange((on: boolean) => send<CopyingView>('PUT', '/copying', { on }));

/** For all accounts at once; the stricter of this and an account's own state holds. */
export const useSetGlobalState = () =>
  useAccountChange((tradingState: TradingState) => send<GlobalView>('PUT', '/global-state', { tradingState }));

export const useSetGlobalLimits = () =>
  useAccountChange((limits: GlobalLimits) => send<GlobalView>('PUT', '/global-limits', limits));

/** Whether limits that were set here hold over those of the file. */
export const useGlobalLimitsSource = () =>
  useQuery({
    queryKey: queryKeys.globalLimits,
    queryFn: ({ signal }) => get<GlobalLimitsSource>('/global-limits', signal),
  });

/** Those of the file hold again. */
export const useFileLimits = () => useAccountChange(() => send<GlobalView>('DELETE', '/global-limits'));

/** @param accountId null: of every account */
export const useReport = (range: ReportRange) =>
  useQuery({
    queryKey: queryKeys.report('', range),
    queryFn: ({ signal }) => get<ReportDocument>(reportPath(null, range, 'report'), signal),
  });

/** Where the browser downloads it from. */
export const reportCsvUrl = (accountId: string | null, range: ReportRange): string =>
  `/api${reportPath(accountId, range, 'report.csv')}`;

const reportPath = (accountId: string | null, range: ReportRange, file: string): string =>
  `${accountId === null ? '' : pathOf(accountId)}/${file}${queryText(range)}`;
