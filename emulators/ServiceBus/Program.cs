using Emulators.ServiceBus;

// Sockets go on where they hear of their bytes, instead of waking another thread for each: nothing in the broker waits there. Read before the first socket.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

return await BrokerCommand.Create().Parse(args).InvokeAsync();
