import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { LiveAnswer } from '../answers/live.answer.ts';
import { badField } from '../api-error.ts';
import { eventStream, type StreamSettings } from '../live/event-stream.ts';
import type { ServerDeps } from '../server-deps.ts';
import { signedIn } from '../signed-in.ts';

const ChangeId = z
  .string()
  .regex(/^\d{1,15}$/, { error: 'expected the id of an event' })
  .transform(Number);
const LiveQuery = z.strictObject({ after: ChangeId.optional() });

interface LiveSettings extends StreamSettings {
  /** Who takes nothing for so long is disconnected, and resumes when it comes back. */
  readonly stuckMs: number;
}

const usual: LiveSettings = { heartbeatMs: 15_000, recheckMs: 5_000, stuckMs: 45_000 };

/** What happens, as it happens. */
export const liveRoutes =
  ({ live }: Pick<ServerDeps, 'live'>, settings: Partial<LiveSettings> = {}): FastifyPluginAsyncZod =>
  async (app) => {
    const { stuckMs, ...streaming } = { ...usual, ...settings };
    app.get(
      '/live',
      {
        config: { access: 'person' },
        exposeHeadRoute: false,
        schema: {
          tags: ['live'],
          summary:
            'Server-sent events: intent, decision, account-event; reset when some are missing, place as a sign of life',
          description:
            'Each has a growing id. Goes on after the header Last-Event-ID, or after the query, or begins with what comes next. After a reset, read again what you show. A place comes at the start and at least every 15 seconds when nothing else does.',
          querystring: LiveQuery,
          response: { 200: LiveAnswer },
        },
      },
      (request, reply) => {
        const person = signedIn(request);
        const listener = live.listen(placeIn(request.headers['last-event-id']) ?? request.query.after ?? null);
        reply.raw.setTimeout(stuckMs, () => reply.raw.destroy());
        reply.raw.once('close', () => {
          listener.leave();
        });
        return reply
          .header('content-type', 'text/event-stream; charset=utf-8')
          .header('cache-control', 'no-store, no-transform')
          .header('x-accel-buffering', 'no')
          .send(Readable.from(eventStream(listener, person, () => request.personNow(), streaming)));
      },
    );
  };

/** @throws ApiError 400 */
function placeIn(header: string | string[] | undefined): number | null {
  if (header === undefined || header === '') return null;
  const parsed = ChangeId.safeParse(header);
  if (!parsed.success) throw badField('last-event-id', 'expected the id of an event');
  return parsed.data;
}
