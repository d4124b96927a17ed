import { z } from 'zod';
import { AccountAuditAnswer } from '../../server/answers/account-audit.answer.ts';
import { AccountEventAnswer } from '../../server/answers/account-event.answer.ts';
import { AccountViewAnswer } from '../../server/answers/account-view.answer.ts';
import { AuditAnswer } from '../../server/answers/audit.answer.ts';
import { CandlesAnswer } from '../../server/answers/candles.answer.ts';
import { CopyingAnswer } from '../../server/answers/copying-status.answer.ts';
import { DecisionRecordAnswer } from '../../server/answers/decision-record.answer.ts';
import { GlobalAnswer } from '../../server/answers/global-status.answer.ts';
import {
  IntentResultAnswer,
  LiquidatedPositionAnswer,
  MasterOrderAnswer,
  OwnOrderAnswer,
} from '../../server/answers/order-result.answer.ts';
import { PreviewAnswer } from '../../server/answers/preview.answer.ts';
import { RehearsalAnswer } from '../../server/answers/rehearsal.answer.ts';
import { ReportAnswer } from '../../server/answers/report.answer.ts';
import { TradeAnswer } from '../../server/answers/trade-view.answer.ts';
import type { Lockstep } from '../../server/lockstep.ts';

const answers: Readonly<Record<keyof Lockstep, z.ZodType>> = {
  accounts: z.array(AccountViewAnswer),
  account: AccountViewAnswer,
  copying: CopyingAnswer,
  global: GlobalAnswer.nullable(),
  setMode: AccountViewAnswer,
  setTradingState: AccountViewAnswer,
  setGlobalState: GlobalAnswer,
  setGlobalLimits: GlobalAnswer,
  setCopying: CopyingAnswer,
  configure: AccountViewAnswer,
  start: AccountViewAnswer,
  stop: AccountViewAnswer,
  liquidate: z.array(LiquidatedPositionAnswer),
  refresh: AccountAuditAnswer,
  resolve: OwnOrderAnswer,
  trade: MasterOrderAnswer,
  tradeAlone: OwnOrderAnswer,
  submitIntent: IntentResultAnswer,
  preview: PreviewAnswer,
  intents: z.array(TradeAnswer),
  intent: TradeAnswer.nullable(),
  decisions: z.array(DecisionRecordAnswer),
  events: z.array(AccountEventAnswer),
  rehearsal: RehearsalAnswer,
  report: ReportAnswer,
  reportCsv: z.string(),
  candles: CandlesAnswer,
  audit: AuditAnswer,
};

/** Fails each call that is answered with something which the API's document doesn't tell of. */
export const asDescribed = (lockstep: Lockstep): Lockstep =>
  Object.fromEntries(
    Object.entries(lockstep as unknown as Record<keyof Lockstep, (...given: unknown[]) => Promise<unknown>>).map(
      ([name, call]) => [
        name,
        async (...given: unknown[]): Promise<unknown> => {
          const answer = await call(...given);
          const parsed = answers[name as keyof Lockstep].safeParse(JSON.parse(JSON.stringify(answer)));
          if (!parsed.success)
            throw new Error(`${name} answers otherwise than described: ${z.prettifyError(parsed.error)}`);
          return answer;
        },
      ],
    ),
  ) as unknown as Lockstep;
