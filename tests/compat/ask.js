// Asks the server at the address given for the recorded greeting, in a process of its own. Prints what came of it.

import { clientOf, recording } from "./client.js";

const client = clientOf({ baseURL: process.argv[2] }, { maxRetries: 0 });
const { request } = await recording("plain/greeting");
try {
  const { choices } = await client.chat.completions.create(request);
  console.log(choices[0].message.content);
} catch (error) {
  console.log(error.constructor.name, error.cause?.cause?.code ?? error.cause?.message ?? error.message);
}
