// npm's client in every state, for `dotnet run --project tests/Benchmarks -- broker-record`. Run in a folder that has @azure/service-bus.
import { createRequire } from "node:module";

const require = createRequire(`${process.cwd()}/`);
const { ServiceBusClient } = require("@azure/service-bus");
const queue = "orders";
const wait = { maxWaitTimeInMs: 3000 };

async function onConnection(talk) {
  const client = new ServiceBusClient(process.env.CONNECTION);
  await talk(client);
  await client.close();
}

await onConnection(async (client) => {
  const sender = client.createSender(queue);
  await sender.sendMessages({ body: { one: 1 }, subject: "subject", messageId: "id", applicationProperties: { text: "text", moment: new Date(0) } });
  await sender.sendMessages([{ body: "two" }, { body: "three" }, { body: "four" }, { body: "five" }, { body: "six" }]);
});
await onConnection(async (client) => {
  const receiver = client.createReceiver(queue);
  const messages = [];
  while (messages.length < 4) {
    messages.push(...(await receiver.receiveMessages(4 - messages.length, wait)));
  }
  await receiver.completeMessage(messages[0]);
  await receiver.abandonMessage(messages[1], { changed: 1 });
  await receiver.deferMessage(messages[2]);
  await receiver.deadLetterMessage(messages[3], { deadLetterReason: "reason", deadLetterErrorDescription: "description" });
});
await onConnection(async (client) => {
  const receiver = client.createReceiver(queue);
  const [message] = await receiver.receiveMessages(1, wait);
  await receiver.renewMessageLock(message);
  await receiver.peekMessages(2);
  await receiver.deferMessage(message);
  const [deferred] = await receiver.receiveDeferredMessages(message.sequenceNumber);
  await receiver.completeMessage(deferred);
  // Drains.
  await receiver.receiveMessages(20, { maxWaitTimeInMs: 200 });
});
await onConnection(async (client) => {
  const sender = client.createSender(queue);
  const numbers = await sender.scheduleMessages({ body: "later" }, new Date(Date.now() + 3_600_000));
  await sender.cancelScheduledMessages(numbers);
});
