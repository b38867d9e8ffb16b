import assert from "node:assert/strict";
import test from "node:test";
import {
  ApiConnectionError,
  ApiTimeoutError,
  Bearer,
  SuperOffice,
  type Middleware,
  type RequestOptions,
} from "../esm/index.js";
import { serve, type Answer } from "./server.js";

const NOW = { "Retry-After": "0" };
const BUSY: Answer = [503, { message: "busy" }, NOW];
const OK: Answer = [200, { Name: "Nordlys" }];
const CUT: Answer = (response) => void response.socket?.destroy();
const NEVER: Answer = () => undefined;
/** Given by `node --expose-gc`; other runtimes clean up when they like. */
const { gc: clean } = globalThis as { gc?: () => void };

function clientOf(baseUrl: string, options: RequestOptions = {}): SuperOffice {
  return new SuperOffice({ baseUrl, ...options });
}

test("a GET is sent again, twice if it must", async (t) => {
  const server = await serve(t, BUSY, CUT, OK);
  assert.equal((await clientOf(server.url).contact.get(7)).Name, "Nordlys");
  assert.equal(server.asked.length, 3);
});

test("no more often than it may", async (t) => {
  for (const [options, count] of [
    [{}, 3],
    [{ maxRetries: 0 }, 1],
    [{ maxRetries: 4 }, 5],
  ] as const) {
    const server = await serve(t, BUSY);
    await assert.rejects(clientOf(server.url).contact.get(7, options), { status: 503 });
    assert.equal(server.asked.length, count);
  }
});

test("a POST is not, but for 429, or where it says that it may", async (t) => {
  for (const [answer, options, count] of [
    [BUSY, {}, 1],
    [CUT, {}, 1],
    [[429, {}, NOW], {}, 3],
    [BUSY, { idempotent: true }, 3],
    [BUSY, { retryStatuses: [500] }, 1],
  ] as [Answer, RequestOptions, number][]) {
    const server = await serve(t, answer);
    await assert.rejects(clientOf(server.url, options).batch.startBatchJob({}));
    assert.equal(server.asked.length, count);
  }
});

test("which statuses is up to the caller", async (t) => {
  const server = await serve(t, [500, {}, NOW]);
  await assert.rejects(clientOf(server.url).contact.get(7), { status: 500 });
  assert.equal(server.asked.length, 1);
  await assert.rejects(clientOf(server.url, { retryStatuses: [500] }).contact.get(7), { status: 500 });
  assert.equal(server.asked.length, 4);
});

test("what was never sent is sent again, also a POST, where the runtime tells", async (t) => {
  const server = await serve(t);
  const port = Number(new URL(server.url).port);
  let attempts = 0;
  const count: Middleware = (request, next) => {
    attempts++;
    return next(request);
  };
  // Nothing listens on this port any more.
  const closed = `http://127.0.0.2:${port}`;
  const client = new SuperOffice({ baseUrl: closed, middleware: [count], maxRetries: 1 });
  await assert.rejects(client.batch.startBatchJob({}), ApiConnectionError);
  assert.equal(attempts, "Bun" in globalThis || "Deno" in globalThis ? 1 : 2);
});

test("Retry-After is heeded: seconds, or a point in time", async (t) => {
  // Points in time have whole seconds.
  const soon = () => new Date(Date.now() + 2000).toUTCString();
  for (const [wait, least] of [
    [() => "1", 990],
    [soon, 900],
  ] as const) {
    const server = await serve(t, [429, {}, { "Retry-After": wait() }], OK);
    const start = performance.now();
    await clientOf(server.url).contact.get(7);
    assert.ok(performance.now() - start > least);
  }
});

test("a server that asks for too long a wait gets none", async (t) => {
  const server = await serve(t, [503, {}, { "Retry-After": "3" }], OK);
  await assert.rejects(clientOf(server.url, { longestWait: 2000 }).contact.get(7), { status: 503 });
  assert.equal(server.asked.length, 1);
});

test("no answer in time", async (t) => {
  const server = await serve(t, NEVER);
  const call = clientOf(server.url).contact.get(7, { timeout: 50, maxRetries: 1 });
  await assert.rejects(call, (error) => {
    assert.ok(error instanceof ApiTimeoutError);
    assert.equal(error.message, "v1ContactEntity_GetContactEntity: no answer in 50 ms");
    return true;
  });
  assert.equal(server.asked.length, 2);
});

test("an answer that stops halfway takes no longer than the timeout", async (t) => {
  const server = await serve(t, (response) => {
    response.writeHead(200);
    response.write("[");
  });
  const call = clientOf(server.url, { timeout: 100, maxRetries: 0 }).contact.get(7);
  await assert.rejects(call, ApiTimeoutError);
});

test("a signal ends a call with its reason: before it, while it waits, and between attempts", async (t) => {
  const reason = new RangeError("enough");
  for (const answer of [NEVER, [503, {}, { "Retry-After": "20" }] as Answer]) {
    const server = await serve(t, answer);
    const ended = new AbortController();
    const start = performance.now();
    const call = clientOf(server.url).contact.get(7, { signal: ended.signal });
    setTimeout(() => ended.abort(reason), 100);
    await assert.rejects(call, (error) => error === reason);
    assert.ok(performance.now() - start < 2000);
    assert.equal(server.asked.length, 1);
  }
  const server = await serve(t);
  const call = clientOf(server.url).contact.get(7, { signal: AbortSignal.abort(reason) });
  await assert.rejects(call, (error) => error === reason);
  assert.equal(server.asked.length, 0);
});

test("what was read from a stream is not sent again", async (t) => {
  const server = await serve(t, [429, {}, NOW]);
  const client = clientOf(server.url);
  const stream = new Blob(["picture"]).stream() as ReadableStream<Uint8Array<ArrayBuffer>>;
  await assert.rejects(client.contact.saveImage(7, stream), { status: 429 });
  assert.deepEqual(
    server.asked.map(({ body }) => body),
    ["picture"],
  );
  await assert.rejects(client.contact.saveImage(7, new Blob(["picture"])), { status: 429 });
  assert.deepEqual(
    server.asked.map(({ body }) => body),
    Array(4).fill("picture"),
  );
});

test("a call ends in time, whatever it waits for", async (t) => {
  const server = await serve(t);
  const never = () => new Promise<never>(() => undefined);
  const reason = new RangeError("enough");
  for (const options of [{ auth: new Bearer(never) }, { middleware: [never] }]) {
    const client = new SuperOffice({ baseUrl: server.url, maxRetries: 0, ...options });
    await assert.rejects(client.contact.get(7, { timeout: 50 }), ApiTimeoutError);
    const ended = new AbortController();
    const call = client.contact.get(7, { signal: ended.signal, timeout: 0 });
    ended.abort(reason);
    await assert.rejects(call, reason);
  }
  assert.equal(server.asked.length, 0);
});

test("a call ends in time, also when memory is cleaned up meanwhile", async (t) => {
  const half: Answer = (response) => {
    response.writeHead(200);
    response.write("[");
  };
  const reason = new RangeError("enough");
  assert.ok(clean || "Bun" in globalThis || "Deno" in globalThis);
  for (const answer of [NEVER, half]) {
    const server = await serve(t, answer);
    const client = clientOf(server.url, { maxRetries: 0 });
    const ended = new AbortController();
    const calls = [
      client.contact.get(7, { timeout: 300 }).catch((error: unknown) => error),
      client.contact.get(8, { timeout: 0, signal: ended.signal }).catch((error: unknown) => error),
    ];
    setTimeout(() => ended.abort(reason), 300);
    for (let turn = 0; turn < 10; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      clean?.();
    }
    const late = new Promise((resolve) => setTimeout(resolve, 3000, "late").unref?.());
    const [first, second] = await Promise.race([Promise.all(calls), late.then(() => ["late", "late"])]);
    assert.ok(first instanceof ApiTimeoutError);
    assert.equal(second, reason);
  }
});

test("a timeout that no timer has is none", async (t) => {
  const server = await serve(t, (response) => void setTimeout(() => response.end("{}"), 60));
  for (const timeout of [Infinity, 2 ** 31, 0]) await clientOf(server.url, { timeout }).contact.get(7);
});

test("what is undefined takes no place of a default", async (t) => {
  const server = await serve(t, BUSY);
  const client = clientOf(server.url, { maxRetries: 1 });
  await assert.rejects(client.contact.get(7, { maxRetries: undefined, signal: undefined }), { status: 503 });
  assert.equal(server.asked.length, 2);
  await assert.rejects(client.withOptions({ maxRetries: undefined }).contact.get(7), { status: 503 });
  assert.equal(server.asked.length, 4);
});

test("a signal that calls have in common keeps none of them", { skip: !clean }, async (t) => {
  const server = await serve(t, OK);
  const client = clientOf(server.url, { signal: new AbortController().signal });
  const used = async (calls: number) => {
    for (let call = 0; call < calls; call++) await client.contact.get(7);
    server.asked.length = 0;
    await new Promise((resolve) => setTimeout(resolve, 50));
    clean?.();
    return process.memoryUsage().heapUsed;
  };
  const before = await used(300);
  assert.ok((await used(1500)) - before < 4_000_000);
});
