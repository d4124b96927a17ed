import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { expected } from '../config/expectations.ts';
import type { ReportRequest } from './lockstep.ts';

const Moment = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], {
    error: expected('a UTC day such as 2026-01-31, or a full timestamp'),
  })
  .optional();

export const ReportQuery = z.strictObject({ from: Moment, to: Moment });

export const reportRequest = ({ from, to }: z.infer<typeof ReportQuery>): ReportRequest => ({
  from: from ?? null,
  to: to ?? null,
});

/** Browsers save it under this name. */
export const sendCsv = (reply: FastifyReply, name: string, csv: string): FastifyReply =>
  reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${name}.csv"`).send(csv);
