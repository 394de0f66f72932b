// Runs one scenario against the queue `orders` with npm's Service Bus client, installed below the working folder, and prints what happened as JSON.
// Usage: node judge.mjs SCENARIO [ARGUMENT], with the connection string in SEG_SERVICE_BUS.
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';

const { ServiceBusClient } = createRequire(`${process.cwd()}/`)('@azure/service-bus');
const [scenario, argument] = process.argv.slice(2);
const client = new ServiceBusClient(process.env.SEG_SERVICE_BUS, { retryOptions: { maxRetries: 0 } });
const queue = 'orders';
const sender = client.createSender(queue);
// By default this client renews the locks of all messages that it has received, including those from receiveMessages.
const receiver = client.createReceiver(queue, { maxAutoLockRenewalDurationInMs: 0 });
const deadLetters = client.createReceiver(queue, { subQueueType: 'deadLetter' });
const moment = { maxWaitTimeInMs: 150 };
const patience = { maxWaitTimeInMs: 20_000 };

const send = (...bodies) => sender.sendMessages(bodies.map((body) => ({ body })));
const receive = async (from = receiver) => (await from.receiveMessages(1, patience))[0];
const bodies = (messages) => messages.map((message) => message.body);
const isEmpty = async (from = receiver) => (await from.receiveMessages(1, moment)).length === 0;

async function receiveMany(count) {
  const messages = [];
  while (messages.length < count) {
    messages.push(...await receiver.receiveMessages(count - messages.length, patience));
  }
  return messages;
}

// Bytes, including a Guid's, as a list of numbers.
function plain(value) {
  if (value instanceof Uint8Array) {
    return [...value];
  }
  return value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)])) : value;
}

async function code(operation) {
  try {
    await operation();
    return null;
  } catch (error) {
    return error.code ?? `${error.name}: ${error.message}`;
  }
}

const scenarios = {
  async send() {
    await sender.sendMessages({ body: 'one' });
    await sender.sendMessages([{ body: 'two' }, { body: 'three' }]);
    const batch = await sender.createMessageBatch();
    ['four', 'five'].forEach((body) => batch.tryAddMessage({ body }));
    await sender.sendMessages(batch);
    return { largest: batch.maxSizeInBytes, bodies: bodies(await receiveMany(5)) };
  },

  async fill() {
    const batch = await sender.createMessageBatch();
    while (batch.tryAddMessage({ body: Buffer.alloc(50_000) }));
    await sender.sendMessages(batch);
    return { count: batch.count, received: (await receiveMany(batch.count)).length };
  },

  async schedule() {
    // Opens the links before the time is chosen.
    await receiver.peekMessages(1);
    const due = new Date(Date.now() + 1_500);
    const [soon] = await sender.scheduleMessages([{ body: 'soon' }], due);
    const [late] = await sender.scheduleMessages([{ body: 'never' }], new Date(Date.now() + 3_600_000));
    const states = (await receiver.peekMessages(10, { fromSequenceNumber: soon })).map((message) => message.state);
    await sender.cancelScheduledMessages(late);
    const before = await isEmpty();
    const message = await receive();
    return { states, before, body: message.body, inTime: Date.now() >= due.getTime(), after: await isEmpty(), again: await code(() => sender.cancelScheduledMessages(late)) };
  },

  async peek() {
    await send('one', 'two', 'three');
    const first = await receiver.peekMessages(2);
    const next = await receiver.peekMessages(2);
    const again = await receiver.peekMessages(1, { fromSequenceNumber: first[0].sequenceNumber });
    const ordered = first[1].sequenceNumber.greaterThan(first[0].sequenceNumber);
    return { first: bodies(first), next: bodies(next), again: bodies(again), ordered, count: first[0].deliveryCount };
  },

  async lock() {
    await send('mine');
    const message = await receive();
    const hidden = await isEmpty();
    await receiver.completeMessage(message);
    return { hidden, count: message.deliveryCount, left: (await receiver.peekMessages(1, { fromSequenceNumber: message.sequenceNumber })).length };
  },

  async receiveAndDelete() {
    await send('one', 'two');
    const taking = client.createReceiver(queue, { receiveMode: 'receiveAndDelete' });
    const taken = [...await taking.receiveMessages(1, patience), ...await taking.receiveMessages(1, patience)];
    return { bodies: bodies(taken), left: (await receiver.peekMessages(1)).length };
  },

  async renew() {
    await send('mine');
    const message = await receive();
    const first = message.lockedUntilUtc;
    await pause(20);
    const end = await receiver.renewMessageLock(message);
    await receiver.completeMessage(message);
    return { later: end > first };
  },

  async abandon() {
    await sender.sendMessages({ body: 'again', applicationProperties: { kept: 1, changed: 'old' } });
    await receiver.abandonMessage(await receive(), { changed: 'new', added: true });
    const again = await receive();
    return { count: again.deliveryCount, properties: again.applicationProperties };
  },

  async defer() {
    await send('aside');
    const message = await receive();
    await receiver.deferMessage(message, { why: 'later' });
    const state = (await receiver.peekMessages(1, { fromSequenceNumber: message.sequenceNumber }))[0].state;
    const hidden = await isEmpty();
    const [deferred] = await receiver.receiveDeferredMessages(message.sequenceNumber);
    await receiver.completeMessage(deferred);
    return { state, hidden, body: deferred.body, properties: deferred.applicationProperties, again: await code(() => receiver.receiveDeferredMessages(message.sequenceNumber)) };
  },

  async deadLetter() {
    await send('bad');
    await receiver.deadLetterMessage(await receive(), { deadLetterReason: 'Broken', deadLetterErrorDescription: 'It does not parse.', line: 7 });
    const dead = await receive(deadLetters);
    await deadLetters.completeMessage(dead);
    return { reason: dead.deadLetterReason, description: dead.deadLetterErrorDescription, line: dead.applicationProperties.line, left: await isEmpty(deadLetters) };
  },

  async deliveryLimit() {
    await send('poison');
    await receiver.abandonMessage(await receive());
    await receiver.abandonMessage(await receive());
    const dead = await receive(deadLetters);
    return { left: await isEmpty(), reason: dead.deadLetterReason };
  },

  async duplicates() {
    await sender.sendMessages({ body: 'first', messageId: 'job:1:0' });
    await sender.sendMessages([{ body: 'again', messageId: 'job:1:0' }, { body: 'other', messageId: 'job:2:0' }]);
    return bodies(await receiver.peekMessages(10));
  },

  async expire() {
    await sender.sendMessages({ body: 'short', timeToLive: 1 });
    await pause(20);
    const left = await isEmpty();
    const dead = await receive(deadLetters);
    return { left, reason: dead.deadLetterReason };
  },

  // Unused credit of a receive is withdrawn, so that the next message goes to another receiver.
  async drain() {
    await send('one', 'two');
    const first = await receiver.receiveMessages(5, moment);
    const none = await receiver.receiveMessages(5, moment);
    await send('three');
    const other = client.createReceiver(queue);
    const started = Date.now();
    const third = await other.receiveMessages(1, patience);
    return { first: bodies(first), none: none.length, third: bodies(third), count: third[0].deliveryCount, quick: Date.now() - started < 2_000 };
  },

  async subscribe() {
    await send('one', 'two', 'three', 'four', 'five');
    let [active, most, failed] = [0, 0, false];
    const [handled, errors] = [[], []];
    await new Promise((done) => {
      client.createReceiver(queue).subscribe({
        async processMessage(message) {
          most = Math.max(most, ++active);
          // Longer than the lock.
          await pause(1_200);
          active--;
          if (message.body === 'two' && !failed) {
            failed = true;
            throw new Error('once');
          }
          handled.push(`${message.body} ${message.deliveryCount}`);
          if (handled.length === 5) {
            setTimeout(done, 100);
          }
        },
        async processError({ error, errorSource }) {
          // A renewal may be in progress when its message is settled. The delivery counts show that locks were renewed.
          if (errorSource !== 'renewLock') {
            errors.push(`${errorSource} ${error.message}`);
          }
        },
      }, { maxConcurrentCalls: 4 });
    });
    return { most, handled: handled.sort(), errors, left: (await receiver.peekMessages(1)).length };
  },

  async sideBySide() {
    await Promise.all(Array.from({ length: 200 }, (_, number) => sender.sendMessages({ body: number })));
    const taking = client.createReceiver(queue, { receiveMode: 'receiveAndDelete' });
    const numbers = [];
    while (numbers.length < 200) {
      numbers.push(...bodies(await taking.receiveMessages(200 - numbers.length, patience)));
    }
    return { distinct: new Set(numbers).size };
  },

  async unknownQueue() {
    return {
      sender: await code(() => client.createSender('nowhere').sendMessages({ body: 'x' })),
      receiver: await code(() => client.createReceiver('nowhere').receiveMessages(1, moment)),
      peek: await code(() => client.createReceiver('nowhere').peekMessages(1)),
    };
  },

  async tooLarge() {
    const body = Buffer.alloc(300_000);
    return {
      message: await code(() => sender.sendMessages({ body })),
      scheduled: await code(() => sender.scheduleMessages({ body }, new Date(Date.now() + 60_000))),
      left: (await receiver.peekMessages(1)).length,
    };
  },

  async quota() {
    await sender.sendMessages({ body: Buffer.alloc(150_000) });
    return await code(() => sender.sendMessages({ body: 'x' }));
  },

  async lockLost() {
    // One each: the client itself refuses a second settlement of the same message.
    await send('one', 'two', 'three', 'four', 'five');
    const late = await receiveMany(5);
    const current = await receiveMany(5);
    return {
      complete: await code(() => receiver.completeMessage(late[0])),
      abandon: await code(() => receiver.abandonMessage(late[1])),
      defer: await code(() => receiver.deferMessage(late[2])),
      deadLetter: await code(() => receiver.deadLetterMessage(late[3])),
      renew: await code(() => receiver.renewMessageLock(late[4])),
      counts: current.map((message) => message.deliveryCount),
    };
  },

  async notFound() {
    await send('active');
    const [active] = await receiver.peekMessages(1);
    return {
      deferred: await code(() => receiver.receiveDeferredMessages(active.sequenceNumber)),
      scheduled: await code(() => sender.cancelScheduledMessages(active.sequenceNumber)),
    };
  },

  async settleElsewhere() {
    await send('mine');
    const first = client.createReceiver(queue);
    const [message] = await first.receiveMessages(1, patience);
    await first.close();
    await receiver.completeMessage(message);
    return { left: (await receiver.peekMessages(1)).length };
  },

  async sessions() {
    return [await code(() => client.acceptSession(queue, 'one')), await code(() => client.acceptNextSession(queue))];
  },

  // Without a link to the queue itself, the client presents a token for the management node only.
  async manage() {
    const [number] = await sender.scheduleMessages([{ body: 'later' }], new Date(Date.now() + 60_000));
    const peeked = await receiver.peekMessages(1, { fromSequenceNumber: number });
    await sender.cancelScheduledMessages(number);
    return bodies(peeked);
  },

  async access() {
    return {
      send: await code(() => sender.sendMessages({ body: 'x' })),
      receive: await code(() => receiver.receiveMessages(1, moment)),
      peek: await code(() => receiver.peekMessages(1)),
      schedule: await code(() => sender.scheduleMessages({ body: 'x' }, new Date(Date.now() + 60_000))),
    };
  },

  // For the other client to read.
  async write() {
    await sender.sendMessages({
      body: { name: 'żółw', count: 2 },
      messageId: 'job:1:0',
      correlationId: 'job:1',
      subject: 'item',
      contentType: 'application/json',
      replyTo: 'answers',
      to: 'worker',
      timeToLive: 60_000,
      applicationProperties: { text: 'žluť', int: 7, big: 5_000_000_000, real: 1.5, yes: true, nothing: null, date: new Date(Date.UTC(2026, 0, 2, 3, 4, 5)) },
    });
    await sender.sendMessages({ body: Buffer.from([0, 1, 255]) });
    await sender.sendMessages({ body: 'plain' });
    return {};
  },

  async settle() {
    await receiver.abandonMessage(await receive(), { by: 'node', number: 7, half: 0.5 });
    await receiver.deadLetterMessage(await receive(), { deadLetterReason: 'Broken', deadLetterErrorDescription: 'It does not parse.', line: 7, by: 'node again' });
    return {};
  },

  async read() {
    const messages = await receiveMany(Number(argument));
    return messages.map(({ body, messageId, correlationId, subject, contentType, applicationProperties, deliveryCount, timeToLive }) => (
      { body: plain(body), messageId, correlationId, subject, contentType, applicationProperties: plain(applicationProperties), deliveryCount, timeToLive }));
  },
};

const result = await scenarios[scenario]();
console.log(JSON.stringify(result));
// Not every refused link is closed quickly.
process.exit(0);
