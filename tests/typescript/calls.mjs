// Calls a generated client: node calls.mjs INDEX BASE_URL < calls.json > outcomes.json
//
// Without a base URL, the test kit of the package answers.
// A call is [group, function, arguments]; `{"$file": text}` among the arguments is a file. An
// outcome is what the call gave: {data}, {file} or {error: {name, status, message}}.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [index, baseUrl] = process.argv.slice(2);
const package_ = await import(pathToFileURL(index));
const { calls, client } = JSON.parse(readFileSync(0, "utf-8"));
const auth = new package_.Basic("tje0", "Tje0");
const given = { auth, maxRetries: 0 };
const kit = index.replace("index.js", "testing.js");
const called = baseUrl
  ? new package_[client]({ baseUrl, ...given })
  : new (await import(pathToFileURL(kit))).FakeServer().client(given);

const revived = (value) => (value && typeof value === "object" && "$file" in value ? new Blob([value.$file]) : value);

async function outcome([group, name, given]) {
  try {
    const found = called[group][name](...given.map(revived));
    const data = await (found instanceof package_.Pages ? found.firstPage() : found);
    return data instanceof Blob ? { file: await data.text() } : { data };
  } catch (error) {
    const { status, message } = error;
    return { error: { name: error.constructor.name, status, message } };
  }
}

const outcomes = [];
for (const call of calls) outcomes.push(await outcome(call));
process.stdout.write(JSON.stringify(outcomes));
