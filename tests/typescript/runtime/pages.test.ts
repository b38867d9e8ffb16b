import assert from "node:assert/strict";
import test from "node:test";
import { ResponseFormatError, SuperOffice } from "../esm/index.js";
import { serve, type Answer, type Server } from "./server.js";

function linked(url: string | null, ...ids: number[]): Answer {
  const page: Record<string, unknown> = { value: ids.map((contactId) => ({ contactId })) };
  if (url !== null) page["odata.nextLink"] = url;
  return [200, page];
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const idsOf = async (client: SuperOffice) => (await all(client.contact.getAll())).map(({ contactId }) => contactId);

const clientOf = ({ url }: Server) => new SuperOffice({ baseUrl: url });

test("links are followed, as far as they go", async (t) => {
  const server = await serve(t);
  server.answers = [
    linked(`${server.url}/api/v1/Contact?page=2#x`, 1, 2),
    linked("/api/v1/Contact?page=3"),
    linked("?page=4", 3),
    linked("", 4),
  ];
  const found = clientOf(server).contact.getAll({ top: 2 });
  assert.equal(server.asked.length, 0);
  assert.deepEqual(
    (await all(found)).map(({ contactId }) => contactId),
    [1, 2, 3, 4],
  );
  assert.deepEqual(
    server.asked.map(({ query }) => String(query)),
    ["%24top=2", "page=2", "page=3", "page=4"],
  );
});

test("each loop starts anew, and none asks for more than it needs", async (t) => {
  const server = await serve(t);
  server.answers = [linked("?page=2", 1, 2)];
  const found = clientOf(server).contact.getAll();
  for (let turn = 0; turn < 2; turn++) for await (const { contactId } of found) if (contactId === 2) break;
  assert.equal(server.asked.length, 2);
  assert.equal((await found.firstPage()).value?.length, 2);
  const { response } = await found.firstPage().withResponse();
  assert.equal(response.status, 200);
});

test("a proxy may have changed scheme and port, but another host gets no secret", async (t) => {
  const server = await serve(t);
  server.answers = [linked("https://127.0.0.1:9/api/v1/Contact?page=2", 1), linked(null, 2)];
  assert.deepEqual(await idsOf(clientOf(server)), [1, 2]);
  for (const [link, problem] of [
    ["https://evil.example/api/v1/Contact", /the next page is on another host: evil\.example/],
    ["//evil.example", /another host/],
    ["http://[", /the link to the next page is no address/],
    ["?page=9", /one that was there before/],
  ] as const) {
    server.answers = [linked(link, 1)];
    await assert.rejects(idsOf(clientOf(server)), { constructor: ResponseFormatError, message: problem });
  }
});

test("pages without items do not come for ever", async (t) => {
  const server = await serve(t);
  server.answers = Array.from({ length: 150 }, (_, number) => linked(`?page=${number}`));
  await assert.rejects(idsOf(clientOf(server)), /100 pages without items/);
  assert.equal(server.asked.length, 100);
});

const row = (PrimaryKey: number) => ({ PrimaryKey });
const numbersOf = (server: Server, name: string) => server.asked.map(({ body }) => JSON.parse(body)[name]);

test("by number, until a page has no items", async (t) => {
  const server = await serve(t, [200, [row(1), row(2)]], [200, [row(3)]], [200, []]);
  const found = clientOf(server).archive.getArchiveListByColumns("name set", { pageSize: 2 });
  assert.deepEqual(
    (await all(found)).map(({ PrimaryKey }) => PrimaryKey),
    [1, 2, 3],
  );
  assert.deepEqual(numbersOf(server, "Page"), [0, 1, 2]);
  assert.equal(JSON.parse(server.asked[2]?.body ?? "").Restriction, "name set");
});

test("by number, until all are there", async (t) => {
  const page = (...keys: number[]): Answer => [200, { ArchiveRows: keys.map(row), RowCount: 3 }];
  const server = await serve(t, page(1, 2), page(3));
  assert.equal((await all(clientOf(server).find.find())).length, 3);
  assert.deepEqual(numbersOf(server, "PageNumber"), [0, 1]);
});

test("from the number that the call has; the count of all says nothing then", async (t) => {
  const page = (...keys: number[]): Answer => [200, { ArchiveRows: keys.map(row), RowCount: 3 }];
  const server = await serve(t, page(2, 3), page(4), page());
  assert.equal((await all(clientOf(server).find.find({ pageNumber: 4 }))).length, 3);
  assert.deepEqual(numbersOf(server, "PageNumber"), [4, 5, 6]);
  const first = await clientOf(server).find.find({ pageNumber: 9 }).firstPage();
  assert.deepEqual(first.ArchiveRows, []);
});

test("without a count, or with null for it, it goes on to the page without items", async (t) => {
  for (const RowCount of [null, undefined]) {
    const server = await serve(t, [200, { ArchiveRows: [row(1)], RowCount }], [200, { ArchiveRows: [], RowCount }]);
    assert.equal((await all(clientOf(server).find.find())).length, 1);
  }
});

test("a server that does not heed the number is found out", async (t) => {
  const server = await serve(t, [200, [row(1), row(2)]]);
  const call = all(clientOf(server).archive.getArchiveListByColumns("x"));
  await assert.rejects(call, { constructor: ResponseFormatError, message: /page 1 is the same as the page before it/ });
  server.answers = [[200, [row(1)]]];
  await assert.rejects(all(clientOf(server).archive.getArchiveListByColumns("x")), /is the same as/);
  assert.equal(server.asked.length, 2 + 101);
});

test("a page that fails is an error where its first item is asked for", async (t) => {
  const server = await serve(t, [200, [row(1)]], [404, {}]);
  const seen: unknown[] = [];
  await assert.rejects(
    async () => {
      for await (const item of clientOf(server).archive.getArchiveListByColumns("x")) seen.push(item);
    },
    { status: 404 },
  );
  assert.equal(seen.length, 1);
});
