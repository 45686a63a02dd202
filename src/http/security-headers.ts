// What are browsers told? To show nothing of this in a frame, to keep nothing, and, in development, that Apollo Sandbox may ask.

import type { FastifyInstance, FastifyReply } from 'fastify';

/** Apollo Sandbox as a page of its own, and as the frame in our landing page. */
export const SANDBOX_ORIGINS = ['https://studio.apollographql.com', 'https://sandbox.embed.apollographql.com'] as const;

/** Strict-Transport-Security is left to the proxy that holds the certificate. */
const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

const NOTHING_AT_ALL = "default-src 'none'; frame-ancestors 'none'";

/** The landing page brings a policy of its own, with a nonce, in `<meta>`; a `default-src` here would block it. */
const BESIDE_THE_PAGES_OWN = "frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

const isPage = (reply: FastifyReply) => String(reply.getHeader('content-type')).startsWith('text/html');

export function sendSecurityHeaders(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (_request, reply) => {
    setSecurityHeaders(reply);
  });
}

export function setSecurityHeaders(reply: FastifyReply): void {
  reply.headers(HEADERS);
  reply.header('content-security-policy', isPage(reply) ? BESIDE_THE_PAGES_OWN : NOTHING_AT_ALL);
}

/** CORS for Sandbox alone, without cookies: we have none. Every other origin finds no header that lets it. */
export function allowSandbox(fastify: FastifyInstance, path: string): void {
  fastify.addHook('onSend', async ({ headers }, reply) => {
    reply.header('vary', 'Origin');
    if (isSandbox(headers.origin)) reply.header('access-control-allow-origin', headers.origin);
  });
  fastify.options(path, async ({ headers }, reply) => {
    if (isSandbox(headers.origin)) {
      reply.headers({
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers':
          'authorization, content-type, apollo-require-preflight, x-apollo-operation-name',
        'access-control-max-age': '600',
      });
    }
    return reply.code(204).send();
  });
}

const isSandbox = (origin: string | undefined) => (SANDBOX_ORIGINS as readonly (string | undefined)[]).includes(origin);
