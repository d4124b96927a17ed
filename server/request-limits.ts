import type { RateLimitPluginOptions } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';

/** Requests a minute from one address: ten open dashboards read some hundred times. */
export interface RequestLimits {
  readonly reads: number;
  readonly changes: number;
}

export const usualLimits: RequestLimits = { reads: 6_000, changes: 600 };

/** Configurations of accounts are a few kilobytes. */
export const bodyLimitBytes = 64 * 1024;

export const requestLimits = ({ reads, changes }: RequestLimits): RateLimitPluginOptions => ({
  global: true,
  hook: 'onRequest',
  timeWindow: '1 minute',
  max: (request: FastifyRequest) => (isRead(request) ? reads : changes),
  keyGenerator: (request: FastifyRequest) => `${isRead(request) ? 'read' : 'change'} ${request.ip}`,
});

const isRead = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD';
