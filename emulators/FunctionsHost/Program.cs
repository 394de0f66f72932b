using System.CommandLine;
using Emulators.FunctionsHost.Hosting;

// The library would end the process two seconds after the first signal, whatever still runs; the host heeds signals by itself.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = null };
return await HostCommand.Create().Parse(args).InvokeAsync(invocation);
