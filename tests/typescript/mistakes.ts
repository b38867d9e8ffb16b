import { Called, dateTime, NotFound, type models } from "./esm/index.js";
import { Client } from "./esm/core.js";
import { getBatchTaskInfo } from "./esm/groups/batch.js";

const client = new Called({ baseUrl: "https://api.example.com", auth: "token" });
const task: models.BatchTaskInfo = {};

client.bach.startBatchJob(task); // 'bach'
client.batch.startBatchJb(task); // 'startBatchJb'
client.batch.startBatchJob(7); // Type '7' has no properties in common
client.batch.startBatchJob(); // Expected 1-2 arguments
client.batch.startBatchJob({ Descripton: "x" }); // 'Descripton'
client.batch.startBatchJob({ Description: 7 }); // 'number' is not assignable to type 'string'
client.batch.startBatchJob(task, { timout: 7 }); // 'timout'
client.batch.startBatchJob(task, { timeout: "7" }); // 'string' is not assignable to type 'number'
client.batch.startBatchJob(task, { signal: 7 }); // 'AbortSignal'
client.batch.startBatchJob(task, { soLanguage: 7 }); // 'number' is not assignable to type 'string'
client.batch.startBatchJob(task, {}, 1); // Expected 1-2 arguments, but got 3
client.batch.getBatchTaskInfo("7"); // 'string' is not assignable to parameter of type 'number'
client.batch.getBatchTaskInfo(7, { selct: ["Name"] }); // 'selct'
client.batch.getBatchTaskInfo(7, { select: [7] }); // 'number' is not assignable to type 'string'
client.batch.getBatchTaskInfo(); // Expected 1-2 arguments
client.batch.deleteBatchTasks(7); // 'readonly number[]'
client.batch.deleteBatchTasks(["7"]); // 'string' is not assignable to type 'number'
getBatchTaskInfo(7); // Expected 2-3 arguments
getBatchTaskInfo(new Client({ baseUrl: "https://api.example.com" }), "7"); // 'number'
new Called({ auth: "token" }); // 'baseUrl'
new Called({ baseUrl: "https://api.example.com", auht: "token" }); // 'auht'
new Called({ baseUrl: "https://api.example.com", auth: 7 }); // 'number' is not assignable to type 'Auth
new Called({ baseUrl: 7 }); // 'number' is not assignable to type 'string'
client.request("GET", "without-a-slash"); // `/${string}`
client.withOptions({ maxRetry: 1 }); // 'maxRetry'
(await client.batch.getBatchTaskInfo(7)).Descripton; // 'Descripton'
(await client.batch.startBatchJob(task)).Description; // 'Description' does not exist on type 'number'
dateTime(7); // 'number' is not assignable to parameter of type 'string | Date'
const started: models.DateTime = "yesterday"; // "yesterday"
for (const item of client.contact.getAll()) item; // '[Symbol.iterator]()'

export { NotFound, started };
