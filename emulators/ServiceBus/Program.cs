using System.CommandLine;
using Emulators.ServiceBus;

// Socket continuations run inline instead of waking another thread for each: none of them waits for a client. Must be set before the first socket.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

// By default the library ends the process two seconds after a signal, whatever is still being written.
return await BrokerCommand.Create().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
