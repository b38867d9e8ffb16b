import assert from "node:assert/strict";
import test from "node:test";
import { inspect } from "node:util";
import {
  ApiConnectionError,
  ApiError,
  ApiResponseError,
  ApiStatusError,
  Conflict,
  NotFound,
  NotModified,
  ResponseFormatError,
  SuperOffice,
} from "../esm/index.js";
import { BY_STATUS } from "../esm/errors.js";
import { serve, type Answer } from "./server.js";

test("each documented status has a class, and any other the one above", async (t) => {
  for (const [status, cls] of [...Object.entries(BY_STATUS), ["418", ApiStatusError] as const]) {
    const server = await serve(t, [Number(status), status === "304" ? "" : {}]);
    const client = new SuperOffice({ baseUrl: server.url, maxRetries: 0 });
    await assert.rejects(client.contact.get(7), (error: ApiStatusError) => {
      assert.equal(error.constructor, cls);
      assert.ok(error instanceof ApiResponseError && error instanceof ApiError);
      assert.deepEqual(
        [error.status, error.operation, error.name],
        [Number(status), "v1ContactEntity_GetContactEntity", cls.name],
      );
      return true;
    });
  }
});

test("the message says the page's text and the server's own reason", async (t) => {
  for (const [body, reason] of [
    [{ message: "gone since May" }, ": gone since May"],
    [{ title: "Nope", detail: "gone" }, ": gone"],
    [{ error: { code: 7, ErrorMessage: "gone" } }, ": gone"],
    [{ errors: ["one", "two"] }, ": one"],
    ["plain words", ": plain words"],
    ['"quoted"', ": quoted"],
    ["<html><body>gone</body></html>", ""],
    [{ message: "two\nlines\u001b[31m \u202e and  more" }, ": two lines [31m and more"],
    [{ nothing: "said" }, ""],
    ["", ""],
  ] as const) {
    const server = await serve(t, [404, body]);
    const client = new SuperOffice({ baseUrl: server.url });
    await assert.rejects(client.contact.get(7), {
      constructor: NotFound,
      message: `GET /api/v1/Contact/7: 404 No such contact.${reason}`,
    });
  }
});

test("a long reason is cut, and an odd one costs no time", async (t) => {
  const size = 200_000;
  const often = (text: string) => text.repeat(size / text.length);
  const long = `{"message": "${"x".repeat(5000)}"}`;
  const odd = ['"message"', '"message":', '"message": ', '"message":"', "[", '"m', "\\", '"message":"\\'].map(often);
  const started = ['"message"', '"message":', '"message":"'].flatMap((start) =>
    [" ", '\\"'].map((text) => start + often(text)),
  );
  for (const body of [long, ...odd, ...started]) {
    const server = await serve(t, [409, body]);
    const client = new SuperOffice({ baseUrl: server.url });
    const start = performance.now();
    await assert.rejects(
      client.contact.get(7),
      (error: Error) => error instanceof Conflict && error.message.length < 500,
    );
    assert.ok(performance.now() - start < 2000);
  }
});

test("status, headers and body can be read, but are not printed", async (t) => {
  const server = await serve(t, [404, { code: 7, private: "diary" }, { "X-Trace": "t7" }]);
  await assert.rejects(new SuperOffice({ baseUrl: server.url }).contact.get(7), (error: NotFound) => {
    assert.deepEqual(error.body, { code: 7, private: "diary" });
    assert.equal(error.headers.get("x-trace"), "t7");
    assert.doesNotMatch(inspect(error), /diary|t7/);
    return true;
  });
});

test("not modified is an error of its own", async (t) => {
  const server = await serve(t, [304, ""]);
  const client = new SuperOffice({ baseUrl: server.url });
  await assert.rejects(client.contact.get(7, { ifModifiedSince: new Date() }), NotModified);
});

test("an answer that is no JSON", async (t) => {
  const server = await serve(t, [200, "<p>Log in</p>", { "Content-Type": "text/html" }]);
  await assert.rejects(new SuperOffice({ baseUrl: server.url }).contact.get(7), (error: ResponseFormatError) => {
    assert.ok(error instanceof ResponseFormatError);
    assert.equal(error.message, "v1ContactEntity_GetContactEntity: no JSON but text/html");
    assert.equal(error.body, "<p>Log in</p>");
    return true;
  });
});

test("no connection", async (t) => {
  const server = await serve(t);
  const closed = server.url.replace("127.0.0.1", "127.0.0.2");
  const client = new SuperOffice({ baseUrl: closed, maxRetries: 0, auth: "hush" });
  await assert.rejects(client.contact.get(7), (error: ApiConnectionError) => {
    assert.ok(error instanceof ApiConnectionError && error.cause instanceof Error);
    assert.match(error.message, /^v1ContactEntity_GetContactEntity: /);
    assert.doesNotMatch(inspect(error), /hush/);
    return true;
  });
});

test("a connection that breaks in the body", async (t) => {
  const half: Answer = (response) => {
    response.writeHead(200, { "Content-Length": "1000" });
    response.write("{");
    setTimeout(() => response.socket?.destroy(), 50);
  };
  const server = await serve(t, half);
  const client = new SuperOffice({ baseUrl: server.url, maxRetries: 0 });
  for (const call of [() => client.contact.get(7), () => client.contact.getImage(7)]) {
    await assert.rejects(call(), ApiConnectionError);
  }
});

test("what middleware throws is its own, and is not tried again", async (t) => {
  const server = await serve(t);
  let count = 0;
  const middleware = [
    () => {
      count++;
      return Promise.reject(new RangeError("mine"));
    },
  ];
  await assert.rejects(new SuperOffice({ baseUrl: server.url, middleware }).contact.get(7), RangeError);
  assert.deepEqual([count, server.asked.length], [1, 0]);
});
