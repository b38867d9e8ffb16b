import assert from "node:assert/strict";
import test from "node:test";
import { Client } from "../esm/core.js";
import { get } from "../esm/groups/contact.js";
import { ApiPromise, dateTime, SuperOffice, toDate, type Middleware } from "../esm/index.js";
import { serve } from "./server.js";

test("headers once for the client, or in a call", async (t) => {
  const server = await serve(t);
  const client = new SuperOffice({ baseUrl: server.url, soLanguage: "no", soTimeZone: "CET", headers: { "X-A": "1" } });
  await client.contact.get(7, { soLanguage: "en", headers: { "X-B": "2" } });
  await client.withOptions({ soCulture: "nb-NO" }).contact.get(7);
  const [first, second] = server.asked.map(({ headers }) => headers);
  assert.deepEqual([first?.["so-language"], first?.["so-timezone"], first?.["so-culture"]], ["en", "CET", undefined]);
  assert.deepEqual([first?.["x-a"], first?.["x-b"]], ["1", "2"]);
  assert.deepEqual([second?.["so-language"], second?.["so-culture"], second?.["x-b"]], ["no", "nb-NO", undefined]);
});

test("a header takes the place of one that would be sent, in any casing", async (t) => {
  const server = await serve(t);
  await new SuperOffice({ baseUrl: server.url, headers: { accept: "text/json" } }).contact.get(7);
  assert.equal(server.asked[0]?.headers.accept, "text/json");
});

test("what is left out is not sent, null is, and so is what no page lists", async (t) => {
  const server = await serve(t, [200, 12]);
  const client = new SuperOffice({ baseUrl: server.url });
  await client.batch.startBatchJob(
    { Name: null, Description: undefined },
    {
      extraBody: { More: [1] },
      extraQuery: { debug: [true, 7], at: 0n },
    },
  );
  const [{ body, query, headers, path } = { body: "", query: new URLSearchParams(), headers: {}, path: "" }] =
    server.asked;
  assert.deepEqual(JSON.parse(body), { BatchTaskInfo: { Name: null }, More: [1] });
  assert.equal(String(query), "debug=true&debug=7&at=0");
  assert.equal(headers["content-type"], "application/json");
  assert.equal(path, "/api/v1/Agents/Batch/StartBatchJob");
});

test("unknown fields and all digits of a date come through", async (t) => {
  const sent = { UpdatedDate: "2024-05-06T07:08:09.1234567+02:00", Unheard: { of: 1 } };
  const server = await serve(t, [200, sent]);
  const client = new SuperOffice({ baseUrl: server.url });
  const found = await client.contact.get(7);
  assert.deepEqual(found, sent);
  await client.contact.put(7, found);
  assert.deepEqual(JSON.parse(server.asked[1]?.body ?? ""), sent);
  const moment = found.UpdatedDate;
  assert.ok(moment);
  assert.equal(toDate(moment).toISOString(), "2024-05-06T05:08:09.123Z");
  assert.equal(toDate(dateTime("2024-05-06T07:08:09")).toISOString(), "2024-05-06T07:08:09.000Z");
  assert.throws(() => dateTime("yesterday"), TypeError);
});

test("a parameter of a path is one segment, and never another path", async (t) => {
  const server = await serve(t);
  const client = new Client({ baseUrl: server.url });
  const ask = (id: unknown) => get(client, id as number);
  await ask("a/b?c#d é{id}");
  assert.equal(server.asked[0]?.path, "/api/v1/Contact/a%2Fb%3Fc%23d%20%C3%A9%7Bid%7D");
  for (const wrong of ["", " ", ".", "..", "a/../b", "..\\x", null, undefined, NaN, {}, Symbol("x")]) {
    await assert.rejects(ask(wrong), { name: "TypeError", message: /^id is no text/ });
  }
  assert.equal(server.asked.length, 1);
});

test("a value without a text is an error that names it", async (t) => {
  const server = await serve(t);
  const client = new SuperOffice({ baseUrl: server.url });
  for (const wrong of [NaN, Infinity, {}, new Date(NaN)]) {
    const call = client.contact.getAll({ top: wrong as number }).firstPage();
    await assert.rejects(call, { name: "TypeError", message: "$top is no text" });
  }
  await assert.rejects(client.contact.get(7, { soLanguage: "a\nb" }), {
    message: "SO-Language is no text for a header",
  });
  assert.equal(server.asked.length, 0);
});

test("a point in time in a header is as HTTP has it", async (t) => {
  const server = await serve(t);
  const client = new SuperOffice({ baseUrl: server.url });
  await client.contact.get(7, { ifModifiedSince: new Date(Date.UTC(2024, 4, 6, 7, 8, 9)) });
  await client.contact.get(7, { ifModifiedSince: "2024-05-06T09:08:09.1234567+02:00" });
  await client.contact.get(7, { ifModifiedSince: "2024-05-06T07:08:09" });
  for (const { headers } of server.asked) {
    assert.equal(headers["if-modified-since"], "Mon, 06 May 2024 07:08:09 GMT");
  }
  assert.equal(server.asked.length, 3);
});

test("files go up from what holds bytes, with their type", async (t) => {
  const server = await serve(t, [204]);
  const client = new SuperOffice({ baseUrl: server.url });
  const bytes = new TextEncoder().encode("bytes");
  const stream = new Blob(["stream"]).stream() as ReadableStream<Uint8Array<ArrayBuffer>>;
  await client.contact.saveImage(7, new Blob(["blob"]));
  await client.contact.saveImage(7, bytes, { mediaType: "image/webp" });
  await client.contact.saveImage(7, stream);
  assert.deepEqual(
    server.asked.map(({ body }) => body),
    ["blob", "bytes", "stream"],
  );
  const [first, second] = server.asked.map(({ headers }) => headers["content-type"]);
  assert.match(first ?? "", /^image\//);
  assert.equal(second, "image/webp");
});

test("files come down whole, or as a stream", async (t) => {
  const server = await serve(t, [200, "picture", { "Content-Type": "image/png" }]);
  const client = new SuperOffice({ baseUrl: server.url });
  const blob = await client.contact.getImage(7);
  assert.deepEqual([await blob.text(), blob.type], ["picture", "image/png"]);
  const response = await client.contact.getImage(7).raw();
  const parts: Uint8Array[] = [];
  for await (const part of response.body as AsyncIterable<Uint8Array>) parts.push(part);
  assert.equal(Buffer.concat(parts).toString(), "picture");
});

test("more of a response", async (t) => {
  const server = await serve(t, [200, '{"Name":"Nordlys"}', { "X-Trace": "7" }]);
  const client = new SuperOffice({ baseUrl: server.url });
  const { data, response, text } = await client.contact.get(7).withResponse();
  assert.deepEqual([data.Name, response.status, response.headers.get("x-trace")], ["Nordlys", 200, "7"]);
  assert.equal(text, '{"Name":"Nordlys"}');
  const raw = await client.contact.get(7).raw();
  assert.deepEqual([raw.status, await raw.text()], [200, '{"Name":"Nordlys"}']);
});

test("a call is a promise like any other", async (t) => {
  const server = await serve(t, [200, { ContactId: 7 }]);
  const client = new SuperOffice({ baseUrl: server.url });
  const call = client.contact.get(7);
  assert.ok(call instanceof Promise && call instanceof ApiPromise);
  const seen: string[] = [];
  const kept = call.finally(() => seen.push("finally"));
  assert.equal((await kept).ContactId, 7);
  assert.equal(await call.then(({ ContactId }) => ContactId), 7);
  assert.deepEqual((await Promise.all([call, client.contact.get(8)])).length, 2);
  assert.deepEqual(seen, ["finally"]);
  assert.equal(server.asked.length, 2);
  server.answers = [[404, {}]];
  assert.equal(await client.contact.get(9).catch((error: { status: number }) => error.status), 404);
});

test("middleware sees requests and answers, the first one first", async (t) => {
  const server = await serve(t);
  const seen: string[] = [];
  const note =
    (name: string): Middleware =>
    async (request, next, { id, path }) => {
      seen.push(`${name} ${id} ${path}`);
      const response = await next(
        new Request(request, { headers: { ...Object.fromEntries(request.headers), [name]: "1" } }),
      );
      seen.push(`${name} ${response.status}`);
      return response;
    };
  const client = new SuperOffice({ baseUrl: server.url, middleware: [note("x-one"), note("x-two")] });
  await client.contact.get(7);
  const called = "v1ContactEntity_GetContactEntity /api/v1/Contact/{id}";
  assert.deepEqual(seen, [`x-one ${called}`, `x-two ${called}`, "x-two 200", "x-one 200"]);
  const { "x-one": one, "x-two": two } = server.asked[0]?.headers ?? {};
  assert.deepEqual([one, two], ["1", "1"]);
  const own: Middleware = () => Promise.resolve(Response.json({ Name: "mine" }));
  assert.equal((await client.withOptions({ middleware: [own] }).contact.get(7)).Name, "mine");
  assert.equal(server.asked.length, 1);
});

test("another parser of JSON, and what no page describes", async (t) => {
  const server = await serve(t, [200, '{"big":12345678901234567890}']);
  const client = new SuperOffice({
    baseUrl: server.url,
    parse: (text) => JSON.parse(text.replace(/\d{16,}/g, '"$&"')),
    stringify: (value) => JSON.stringify(value).toUpperCase(),
  });
  const found = await client.request<{ big: string }>("POST", "/more", { query: { a: [1, 2] }, body: { b: "c" } });
  assert.equal(found.big, "12345678901234567890");
  const [{ path, query, body, method } = { path: "", query: "", body: "", method: "" }] = server.asked;
  assert.deepEqual([method, path, String(query), body], ["POST", "/more", "a=1&a=2", '{"B":"C"}']);
});

test("a base URL that cannot be one is refused, and not shown", () => {
  for (const part of [
    "ftp://api.example.com",
    "https://hush@api.example.com",
    "https://api.example.com?hush",
    "https://{hush}.example.com",
    "https://api.example.com/api/v1",
    "api.example.com",
    "",
  ]) {
    assert.throws(() => new SuperOffice({ baseUrl: part }), { name: "TypeError", message: /^baseUrl must be/ });
  }
  assert.ok(new SuperOffice({ baseUrl: "https://api.example.com/x//" }));
});
