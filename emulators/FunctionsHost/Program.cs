using System.CommandLine;
using Emulators.FunctionsHost.Hosting;

// By default, the library ends the process two seconds after the first signal, whatever is still running; the host handles signals itself.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = null };
return await HostCommand.Create().Parse(args).InvokeAsync(invocation);
