// Four senders and four receivers on the queue `orders`, which survive the broker's death, until the standard input ends. Each message is sent once.
// Output lines: accepted ID NS, failed, received ID NS, completed ID NS; times are from the machine's monotonic clock.
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';

const { ServiceBusClient } = createRequire(`${process.cwd()}/`)('@azure/service-bus');
const queue = 'orders';
// A send that is in transit when the connection breaks is never reported: only its timeout ends it.
const patience = 1_500;
let stopping = false;
let lines = [];

process.stdin.resume().on('end', () => { stopping = true; });
// Some of the client's promises that nobody awaits fail together with the connection.
process.on('unhandledRejection', () => {});

const tell = (...words) => lines.push(words.join(' '));
const now = () => process.hrtime.bigint();
const flush = () => {
  if (lines.length > 0) {
    process.stdout.write(`${lines.join('\n')}\n`);
    lines = [];
  }
};
setInterval(flush, 50);

// A call that does not return in time is abandoned, together with its client.
async function within(operation) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(Object.assign(new Error('late'), { isLate: true })), patience); });
  try {
    return await Promise.race([operation, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function repeat(open, work) {
  while (!stopping) {
    const client = new ServiceBusClient(process.env.SEG_SERVICE_BUS, { retryOptions: { maxRetries: 0, timeoutInMs: patience } });
    const link = open(client);
    try {
      while (!stopping) {
        await work(link);
      }
    } catch {
      await pause(20);
    }
    client.close().catch(() => {});
  }
}

const sender = (name) => {
  let number = 0;
  return repeat((client) => client.createSender(queue), async (link) => {
    const id = `n${name}-${number++}`;
    try {
      await within(link.sendMessages({ body: Buffer.alloc(256), messageId: id }));
    } catch (error) {
      tell('failed');
      throw error;
    }
    tell('accepted', id, now());
    await pause(1);
  });
};

const receiver = () => repeat((client) => client.createReceiver(queue, { maxAutoLockRenewalDurationInMs: 0 }), async (link) => {
  const messages = await within(link.receiveMessages(20, { maxWaitTimeInMs: 500 }));
  const at = now();
  messages.forEach((message) => tell('received', message.messageId, at));
  const results = await Promise.allSettled(messages.map(async (message) => {
    await within(link.completeMessage(message));
    tell('completed', message.messageId, now());
  }));
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed) {
    throw failed.reason;
  }
});

await Promise.all([0, 1, 2, 3].flatMap((name) => [sender(name), receiver()]));
flush();
process.stdout.write('', () => process.exit(0));
