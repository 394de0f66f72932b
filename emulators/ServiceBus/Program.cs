using Emulators.ServiceBus;

return await BrokerCommand.Create().Parse(args).InvokeAsync();
