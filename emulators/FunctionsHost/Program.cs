using Emulators.FunctionsHost.Hosting;

return await HostCommand.Create().Parse(args).InvokeAsync();
