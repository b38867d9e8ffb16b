import assert from "node:assert/strict";
import test from "node:test";
import { inspect } from "node:util";
import { Basic, Bearer, SoTicket, SuperOffice, Unauthorized, Xsrf, type Signer } from "../esm/index.js";
import { serve } from "./server.js";

const NO = [401, { message: "no" }] as [number, unknown];

test("a string is a bearer token", async (t) => {
  const server = await serve(t);
  await new SuperOffice({ baseUrl: server.url, auth: "one" }).contact.get(7);
  assert.equal(server.asked[0]?.headers.authorization, "Bearer one");
});

test("each scheme of the pages has a class", async (t) => {
  const server = await serve(t);
  for (const auth of [new Basic("tje0", "blå"), new SoTicket("7T:abc"), new Xsrf("x1", { XSRF: "c1" })]) {
    await new SuperOffice({ baseUrl: server.url, auth }).contact.get(7);
  }
  const [basic, ticket, xsrf] = server.asked.map(({ headers }) => headers);
  assert.equal(basic?.authorization, `Basic ${Buffer.from("tje0:blå").toString("base64")}`);
  assert.equal(ticket?.authorization, "SoTicket 7T:abc");
  assert.deepEqual([xsrf?.["x-xsrf-token"], xsrf?.cookie], ["x1", "XSRF=c1"]);
});

test("many callers at a time ask a function once, and others not before the token ends", async (t) => {
  const server = await serve(t);
  let count = 0;
  const auth = new Bearer(async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return { value: `token${++count}`, expiresIn: 0.1 };
  });
  const client = new SuperOffice({ baseUrl: server.url, auth });
  await Promise.all([1, 2, 3, 4].map((id) => client.contact.get(id)));
  await client.contact.get(5);
  assert.equal(count, 1);
  await new Promise((resolve) => setTimeout(resolve, 120));
  await client.contact.get(6);
  assert.equal(count, 2);
  assert.equal(server.asked.at(-1)?.headers.authorization, "Bearer token2");
});

test("a function that gives a string alone is asked for each call", async (t) => {
  const server = await serve(t);
  let count = 0;
  const client = new SuperOffice({ baseUrl: server.url, auth: new Bearer(() => `t${++count}`) });
  await client.contact.get(1);
  await client.contact.get(2);
  assert.deepEqual(
    server.asked.map(({ headers }) => headers.authorization),
    ["Bearer t1", "Bearer t2"],
  );
});

test("a refused token is told, and the call goes on with a fresh one", async (t) => {
  const server = await serve(t, NO, [200, { Name: "Nordlys" }]);
  const refusals: (string | undefined)[] = [];
  const auth = new Bearer((refused) => {
    refusals.push(refused);
    return { value: refused ? "fresh" : "old", expiresIn: 100 };
  });
  const client = new SuperOffice({ baseUrl: server.url, auth });
  assert.equal((await client.contact.get(7)).Name, "Nordlys");
  assert.deepEqual(refusals, [undefined, "old"]);
  assert.deepEqual(
    server.asked.map(({ headers }) => headers.authorization),
    ["Bearer old", "Bearer fresh"],
  );
});

test("many calls whose token was refused ask for one fresh token", async (t) => {
  const server = await serve(t, NO, NO, NO, [200, {}]);
  let count = 0;
  const auth = new Bearer(async () => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    return { value: `t${++count}`, expiresIn: 100 };
  });
  const client = new SuperOffice({ baseUrl: server.url, auth });
  await Promise.all([1, 2, 3].map((id) => client.contact.get(id)));
  assert.equal(count, 2);
  assert.equal(server.asked.length, 6);
});

test("where there is no other secret, the refusal stands", async (t) => {
  for (const auth of ["one", new Basic("a", "b"), new Bearer(() => "same"), undefined]) {
    const server = await serve(t, NO);
    await assert.rejects(new SuperOffice({ baseUrl: server.url, auth }).contact.get(7), Unauthorized);
    assert.equal(server.asked.length, 1);
  }
});

test("a fresh token that is refused, too, is not asked for again", async (t) => {
  const server = await serve(t, NO);
  let count = 0;
  const client = new SuperOffice({ baseUrl: server.url, auth: new Bearer(() => `t${++count}`) });
  await assert.rejects(client.contact.get(7), Unauthorized);
  assert.equal(server.asked.length, 2);
});

test("what a function throws comes through, and the next call asks again", async (t) => {
  const server = await serve(t);
  let count = 0;
  const auth = new Bearer(() => {
    if (!count++) throw new RangeError("the vault is shut");
    return "open";
  });
  const client = new SuperOffice({ baseUrl: server.url, auth });
  await assert.rejects(client.contact.get(7), RangeError);
  await client.contact.get(7);
  assert.equal(server.asked.length, 1);
});

test("a way to authenticate may be one's own", async (t) => {
  const server = await serve(t);
  const auth: Signer = { sign: (headers) => void headers.set("X-Signature", "s7") };
  await new SuperOffice({ baseUrl: server.url, auth }).contact.get(7);
  assert.equal(server.asked[0]?.headers["x-signature"], "s7");
});

test("what cannot be a secret is refused where it enters, without showing it", () => {
  const baseUrl = "https://api.example.com";
  const hidden = "hush\nX-Evil: 1";
  const wrong: (() => unknown)[] = [
    () => new SuperOffice({ baseUrl, auth: hidden }),
    () => new Bearer(hidden),
    () => new Xsrf("x", { c: hidden }),
    () => new Basic("a:b", "hush"),
    () => new Basic("hush\r", "b"),
    () => new Basic("a", "hush\0"),
    () => new SuperOffice({ baseUrl, auth: (() => "hush") as unknown as string }),
  ];
  for (const attempt of wrong) {
    assert.throws(attempt, (error: Error) => error instanceof TypeError && !/hush/.test(error.message));
  }
});

test("no secret is shown, also where a server repeats it", async (t) => {
  const server = await serve(t, [500, { message: "no such key: s3cr3t-key-7" }]);
  const client = new SuperOffice({
    baseUrl: server.url,
    auth: "s3cr3t-key-7",
    headers: { "X-Other": "s3cr3t-other" },
    soAppToken: "s3cr3t-app",
  });
  await assert.rejects(client.contact.get(7, { maxRetries: 0 }), (error: Error) => {
    assert.match(error.message, /no such key: \*\*\*/);
    assert.doesNotMatch(inspect(error), /s3cr3t/);
    return true;
  });
  const shown = [client, new Bearer("s3cr3t"), new Basic("a", "s3cr3t"), new Xsrf("s3cr3t", { c: "s3cr3t" })];
  assert.doesNotMatch(inspect(shown, { depth: 9, showHidden: true }), /s3cr3t/);
  assert.doesNotMatch(JSON.stringify(shown), /s3cr3t/);
});

test("a redirect is not followed", async (t) => {
  const other = await serve(t);
  const server = await serve(t, [302, "", { Location: other.url }]);
  const client = new SuperOffice({ baseUrl: server.url, auth: "one" });
  await assert.rejects(client.contact.get(7), { status: 302 });
  assert.equal(other.asked.length, 0);
});

test("a token that was refused to a stream is not used again", async (t) => {
  const server = await serve(t, NO, [204]);
  const refusals: (string | undefined)[] = [];
  const auth = new Bearer((refused) => {
    refusals.push(refused);
    return { value: refused ? "fresh" : "old", expiresIn: 100 };
  });
  const client = new SuperOffice({ baseUrl: server.url, auth });
  const upload = () => client.contact.saveImage(7, new Blob(["picture"]).stream());
  await assert.rejects(upload(), Unauthorized);
  await upload();
  assert.deepEqual(refusals, [undefined, "old"]);
  assert.equal(server.asked[1]?.headers.authorization, "Bearer fresh");
});
