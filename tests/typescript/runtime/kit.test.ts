import assert from "node:assert/strict";
import test from "node:test";
import { contact } from "../esm/groups.js";
import {
  ApiConnectionError,
  ApiStatusError,
  ApiTimeoutError,
  NotFound,
  ResponseFormatError,
  SuperOffice,
} from "../esm/index.js";
import { FakeServer } from "../esm/testing.js";

const TASK = { Name: "Nightly import" };

test("samples of the pages, and answers that a test says", async () => {
  const server = new FakeServer();
  const client = server.client();
  assert.ok(client instanceof SuperOffice);
  assert.equal(await client.batch.startBatchJob(TASK), 97);
  server.on(client.batch.startBatchJob).returns(12).returns(13);
  const found = [1, 2, 3].map(() => client.batch.startBatchJob(TASK));
  assert.deepEqual(await Promise.all(found), [12, 13, 13]);
  server.on(client.contact.get).returns({ Name: "Nordlys" });
  assert.equal((await client.contact.get(7)).Name, "Nordlys");
  server.on(client.batch.deleteBatchTask).returns();
  assert.equal(await client.batch.deleteBatchTask(7), undefined);
  server.on(client.contact.getImage).returns(new Blob(["PNG"]));
  assert.equal(await (await client.contact.getImage(7)).text(), "PNG");
  assert.equal(await (await client.contact.getImage(7).raw()).text(), "PNG");
});

test("values of another type do not compile", () => {
  const server = new FakeServer();
  const client = server.client();
  // @ts-expect-error: a number.
  server.on(client.batch.startBatchJob).returns("12");
  // @ts-expect-error: there is no such field.
  server.on(client.contact.get).returns({ Nmae: "Nordlys" });
  // @ts-expect-error: items have numbers.
  server.on(client.find.find).returnsPages([{ PrimaryKey: "1" }]);
  assert.throws(() => {
    // @ts-expect-error: it has no pages.
    server.on(client.contact.get).returnsPages([1]);
  }, /v1ContactEntity_GetContactEntity does not give pages: see returns\(\)/);
});

test("answers that depend on the request, and requests that are kept", async () => {
  const server = new FakeServer();
  const client = server.client({ soLanguage: "no" });
  server.on(client.contact.get).computes((call) => ({ ContactId: Number(call.path.at(-1)) }));
  assert.equal((await client.contact.get(4)).ContactId, 4);
  await client.batch.startBatchJob(TASK, { headers: { "X-Trace": "1" } });
  await client.contact.getAll({ filter: "name begins 'N'", select: ["name", "city"] }).firstPage();
  server.on("GET /more").responds(200, { any: "thing" });
  assert.deepEqual(await client.request("GET", "/more", { query: { a: [1, 2] } }), { any: "thing" });
  const [, started, listed, more] = server.calls;
  assert.deepEqual(
    [started?.operation, started?.method, started?.path],
    ["v1BatchAgent_StartBatchJob", "POST", "/api/v1/Agents/Batch/StartBatchJob"],
  );
  assert.deepEqual(started?.body, { BatchTaskInfo: TASK });
  assert.equal(started?.headers.get("x-trace"), "1");
  assert.equal(started?.headers.get("authorization"), "Bearer token");
  assert.equal(started?.headers.get("so-language"), "no");
  assert.deepEqual(listed?.query, { $filter: "name begins 'N'", $select: "name,city" });
  assert.equal(listed?.body, undefined);
  assert.deepEqual(more?.query, { a: ["1", "2"] });
});

test("failures come through the real code, without pauses", async () => {
  const server = new FakeServer();
  const client = server.client();
  const headers = { "Retry-After": "30" };
  server.on(client.contact.get).responds(503).responds(429, { message: "often" }, headers).returns({ Name: "Nordlys" });
  assert.equal((await client.contact.get(7)).Name, "Nordlys");
  assert.equal(server.calls.length, 3);
  assert.equal(server.pauses[1], 30_000);
  server.on(client.contact.get).responds(429, { message: "too often" });
  await assert.rejects(client.withOptions({ maxRetries: 1 }).contact.get(7), { status: 429, message: /too often/ });
  assert.equal(server.calls.length, 5);
});

test("errors", async () => {
  const server = new FakeServer();
  const client = server.client({ maxRetries: 1 });
  const { get } = client.contact;
  const mine = new RangeError("mine");
  for (const [error, message, count] of [
    [NotFound, /404 No such contact/, 1],
    [ApiTimeoutError, /no answer in time/, 2],
    [ApiConnectionError, /no connection/, 2],
    [ResponseFormatError, /no JSON/, 1],
  ] as const) {
    server.on(get).throws(error);
    server.calls.length = 0;
    await assert.rejects(get(7), { constructor: error, message });
    assert.equal(server.calls.length, count);
  }
  server.on(get).throws(mine);
  await assert.rejects(get(7), mine);
  assert.throws(() => server.on(get).throws(ApiStatusError), /no answer leads to ApiStatusError: see responds\(\)/);
});

test("pages", async () => {
  const server = new FakeServer();
  const client = server.client();
  server.on(client.contact.getAll).returnsPages([{ contactId: 1 }, { contactId: 2 }], [], [{ contactId: 3 }]);
  const found = client.contact.getAll();
  for (let turn = 0; turn < 2; turn++) {
    const ids: unknown[] = [];
    for await (const { contactId } of found) ids.push(contactId);
    assert.deepEqual(ids, [1, 2, 3]);
  }
  server.on(client.contact.getAll).returnsPages();
  for await (const item of client.contact.getAll()) assert.fail(String(item));
});

test("pages by number", async () => {
  const server = new FakeServer();
  const client = server.client();
  const keys = async (rows: AsyncIterable<{ PrimaryKey?: number | null }>) => {
    const found: unknown[] = [];
    for await (const { PrimaryKey } of rows) found.push(PrimaryKey);
    return found;
  };
  assert.deepEqual(await keys(client.find.find()), [17]);
  assert.deepEqual(await keys(client.archive.getArchiveListByColumns("x")), [17]);
  const pages = [[{ PrimaryKey: 1 }, { PrimaryKey: 2 }], [{ PrimaryKey: 3 }]];
  server.on(client.find.find).returnsPages(...pages);
  server.on(client.archive.getArchiveListByColumns).returnsPages(...pages);
  assert.deepEqual(await keys(client.find.find()), [1, 2, 3]);
  assert.deepEqual(await keys(client.find.find({ pageNumber: 1 })), [3]);
  assert.deepEqual(await keys(client.archive.getArchiveListByColumns("x")), [1, 2, 3]);
});

test("functions of the package, of other clients, and ids", async () => {
  const server = new FakeServer();
  const client = server.client();
  const other = client.withOptions({ soLanguage: "en" });
  server.on(contact.get).returns({ Name: "one" });
  assert.equal((await contact.get(client, 7)).Name, "one");
  server.on(other.contact.get).returns({ Name: "two" });
  assert.equal((await client.contact.get(7)).Name, "two");
  server.on("v1ContactEntity_GetContactEntity").returns({ Name: "three" });
  assert.equal((await other.contact.get(7)).Name, "three");
  const foreign = new FakeServer().client();
  assert.throws(() => server.on(foreign.contact.get), /no function of a client of this server/);
});

test("clients that the code under test makes", async () => {
  const server = new FakeServer();
  server.on(contact.get).computes(({ path }) => ({ Name: path }));
  const client = new SuperOffice({ baseUrl: "https://elsewhere.example.com/tenant", fetch: server.fetch });
  assert.equal((await client.contact.get(7)).Name, "/tenant/api/v1/Contact/7");
  assert.equal(await client.batch.startBatchJob(TASK), 97);
  server.on(contact.getAll).returnsPages([{ contactId: 1 }], [{ contactId: 2 }]);
  const ids: unknown[] = [];
  for await (const { contactId } of client.contact.getAll()) ids.push(contactId);
  assert.deepEqual(ids, [1, 2]);
});

test("what nobody asked for, and what nobody said", async () => {
  const server = new FakeServer();
  const client = server.client();
  server.on(client.contact.get).responds(503).returns({});
  server.on(client.batch.startBatchJob).returns(12);
  await client.batch.startBatchJob(TASK);
  assert.deepEqual(server.unused(), ["v1ContactEntity_GetContactEntity"]);
  await client.contact.get(7);
  assert.deepEqual(server.unused(), []);
  await assert.rejects(client.request("GET", "/more"), /no answer: say one with server\.on\("GET \/more"\)/);
});

test("calls that are ended, and odd answers", async () => {
  const server = new FakeServer();
  const client = server.client({ maxRetries: 0 });
  server.on(client.contact.get).computes(() => new Promise(() => undefined));
  const reason = new RangeError("enough");
  const ended = new AbortController();
  const call = client.contact.get(7, { signal: ended.signal });
  ended.abort(reason);
  await assert.rejects(call, reason);
  await assert.rejects(client.contact.get(7, { signal: AbortSignal.abort(reason) }), reason);
  await assert.rejects(client.contact.get(7, { timeout: 20 }), ApiTimeoutError);
  server.on(client.contact.get).responds(304, { ignored: true });
  await assert.rejects(client.contact.get(7), { status: 304 });
  await client.contact.saveImage(7, new Uint8Array([137, 80, 0, 255]));
  const bytes = await server.calls.at(-1)?.request.arrayBuffer();
  assert.deepEqual([...new Uint8Array(bytes ?? new ArrayBuffer(0))], [137, 80, 0, 255]);
  assert.throws(() => server.on("typo"), /typo is no operation's id, and not like "GET \/path"/);
  assert.throws(() => server.on(client.contact.getImage).throws(ResponseFormatError), /no answer leads to/);
});
