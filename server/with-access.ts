import type { FastifyPluginAsync } from 'fastify';
import type { Access } from './access.ts';

/** For routes that a package brings along and that can't name their access by themselves. */
export const withAccess =
  (access: Access, plugin: FastifyPluginAsync): FastifyPluginAsync =>
  async (scope, options) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, access };
    });
    await plugin(scope, options);
  };
