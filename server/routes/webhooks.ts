import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ExternalIntentBody, externalIntentFrom } from '../../config/external-intent.ts';
import { parseJsonText } from '../../config/json-text.ts';
import { IntentResultAnswer } from '../answers/order-result.answer.ts';
import { ApiError, type ApiIssue } from '../api-error.ts';
import type { ServerDeps } from '../server-deps.ts';
import { signatureCheck } from '../webhook-signature.ts';

const SignatureHeaders = z.object({
  'x-lockstep-timestamp': z.string().meta({ description: 'Whole milliseconds since 1970, at most 60 seconds off.' }),
  'x-lockstep-signature': z
    .string()
    .meta({ description: 'HMAC-SHA256 of "<timestamp>.<body as sent>" with the secret: 64 hexadecimal digits.' }),
});

/** Signals from programs elsewhere; without a secret there is nothing here. */
export const webhooksRoutes =
  ({ lockstep, webhookSecret }: Pick<ServerDeps, 'lockstep' | 'webhookSecret'>): FastifyPluginAsyncZod =>
  async (app) => {
    if (webhookSecret === null) return;
    const check = signatureCheck(webhookSecret);
    // What was signed is the text, not what it means.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
      done(null, body);
    });

    app.post(
      '/webhooks/signal',
      {
        config: { access: 'secret', rateLimit: { max: 120, timeWindow: '1 minute' } },
        schema: {
          tags: ['signals'],
          summary: 'Copy a trade made elsewhere, signed with the webhook’s secret',
          headers: SignatureHeaders,
          body: ExternalIntentBody,
          response: { 200: IntentResultAnswer },
        },
        // What was signed is the text: it is proven first, and read then.
        validatorCompiler: () => (value: unknown) => ({ value }),
      },
      async ({ body, headers }) => {
        const raw = readBytes(body);
        const signature = headers['x-lockstep-signature'];
        const proof = check.prove(signature, headers['x-lockstep-timestamp'], raw);
        if (!proof.ok) throw new ApiError(proof.status, proof.message);
        const intent = externalIntentFrom(intentIn(raw), Date.now());
        try {
          return await lockstep.submitIntent(intent);
        } catch (error) {
          check.forget(signature);
          throw error;
        }
      },
    );
  };

const readBytes = (body: unknown): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

function intentIn(raw: Buffer) {
  const json = parseJsonText(raw.toString('utf8'));
  if (!json.ok) throw new ApiError(400, json.problem);
  const parsed = ExternalIntentBody.safeParse(json.value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.flatMap((issue): readonly ApiIssue[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: 'unknown field' }))
      : [{ path: issue.path.join('.'), message: issue.message }],
  );
  const [first] = issues;
  throw new ApiError(400, first === undefined ? 'bad signal' : `${first.path}: ${first.message}`, issues);
}
