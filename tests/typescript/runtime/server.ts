/** A real HTTP server that answers as a test says, and keeps what it was asked. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
}

/** `[status, body, headers]`, or what does anything else with the response. */
export type Answer =
  [status: number, body?: unknown, headers?: Record<string, string>] | ((response: ServerResponse) => void);

export interface Server {
  url: string;
  asked: Asked[];
  /** One answer after the other; the last one for good. */
  answers: Answer[];
}

/** A server for one test. */
export async function serve(test: TestContext, ...answers: Answer[]): Promise<Server> {
  const found: Server = { url: "", asked: [], answers };
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const url = new URL(request.url ?? "", "http://localhost");
    found.asked.push({
      method: request.method ?? "",
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: Buffer.concat(parts).toString(),
    });
    const number = Math.min(found.asked.length, found.answers.length) - 1;
    const answer = found.answers[number] ?? [200, {}];
    if (typeof answer === "function") return answer(response);
    const [status, body, headers] = answer;
    response.writeHead(status, { "Content-Type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  found.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return found;
}
