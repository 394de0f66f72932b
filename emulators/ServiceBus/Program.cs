using System.CommandLine;
using Emulators.ServiceBus;

// Sockets go on where they hear of their bytes, instead of waking another thread for each: what runs there waits for no client. Read before the first socket.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

// The library would end the process two seconds after a signal, whatever is still being written.
return await BrokerCommand.Create().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
